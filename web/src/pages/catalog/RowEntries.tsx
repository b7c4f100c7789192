import type { ReactNode } from "react";
import { Button, IconButton } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import dialog from "./dialogs.module.css";
import styles from "./RowPanel.module.css";

export interface RowEntriesProps {
  title: string;
  addLabel: string;
  saveLabel: string;
  entries: readonly { name: string; text: string; onRemove: () => void }[];
  /** Whether one is being written: then `children` are its fields. */
  isAdding: boolean;
  onAdd: () => void;
  onCancel: () => void;
  onSave: () => void;
  /** What is missing before it can be saved. */
  lack: string | null;
  error: unknown;
  children: ReactNode;
}

/** Things a data row has under names, in the panel beside it: each can be removed, and one more written. */
export function RowEntries(props: RowEntriesProps) {
  const { title, entries, isAdding } = props;
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <IconButton
          icon={PlusIcon}
          size="small"
          label={props.addLabel}
          onPress={isAdding ? props.onCancel : props.onAdd}
        />
      </div>
      {entries.length === 0 && !isAdding && <p className={styles.none}>None.</p>}
      <ul className={styles.lines}>
        {entries.map(({ name, text, onRemove }, at) => (
          // Attachments have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className={styles.line}>
            <span className={styles.name}>{name}</span>
            <span className={styles.main} title={text}>
              {text}
            </span>
            <IconButton icon={TrashIcon} size="small" label={`Remove ${name}`} onPress={onRemove} />
          </li>
        ))}
      </ul>
      {isAdding && (
        <div className={dialog.form}>
          {props.children}
          <div className={styles.buttons}>
            <Button size="small" onPress={props.onCancel}>
              Cancel
            </Button>
            <Button size="small" tone="primary" lack={props.lack} onPress={props.onSave}>
              {props.saveLabel}
            </Button>
          </div>
        </div>
      )}
      {props.error !== null && <ErrorState error={props.error} title={`${title} not saved`} isCompact />}
    </section>
  );
}
