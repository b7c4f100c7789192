import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DataRow, updateDataRow } from "../../api/gen";
import { Button, IconButton } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import dialog from "./dialogs.module.css";
import { fetchFields } from "./FilterBar";
import { ensureField } from "./MetadataDialog";
import { EMPTY_VALUE, lackOf, MetadataInput, type MetadataValue } from "./MetadataInput";
import styles from "./RowPanel.module.css";

/** The metadata of a data row: shown, added to, changed and taken away. */
export function RowMetadata({ row, etag }: { row: DataRow; etag: string }) {
  const queries = useQueryClient();
  const { data: fields } = useQuery({ queryKey: ["metadata-fields"], queryFn: fetchFields });
  const [given, setGiven] = useState<MetadataValue | null>(null);
  const [error, setError] = useState<unknown>(null);
  const entries = Object.entries(row.metadata ?? {});
  const save = async (metadata: Record<string, unknown>, made?: MetadataValue) => {
    setError(null);
    try {
      if (made) {
        await ensureField(made, fields ?? []);
      }
      const headers = { "if-match": etag };
      await updateDataRow({ path: { uid: row.id }, body: { metadata }, headers, throwOnError: true });
      setGiven(null);
      await queries.invalidateQueries({ queryKey: ["metadata-fields"] });
    } catch (problem) {
      setError(problem);
    }
    await queries.invalidateQueries({ queryKey: ["row", row.id] });
  };
  const without = (name: string) => Object.fromEntries(entries.filter(([own]) => own !== name));
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3>Metadata</h3>
        <IconButton
          icon={PlusIcon}
          size="small"
          label="Set a value"
          onPress={() => setGiven(given ? null : EMPTY_VALUE)}
        />
      </div>
      {entries.length === 0 && !given && <p className={styles.none}>None.</p>}
      <ul className={styles.lines}>
        {entries.map(([name, value]) => (
          <li key={name} className={styles.line}>
            <span className={styles.name}>{name}</span>
            <span className={styles.main}>{shown(value)}</span>
            <IconButton
              icon={TrashIcon}
              size="small"
              label={`Remove ${name}`}
              onPress={() => save(without(name))}
            />
          </li>
        ))}
      </ul>
      {given && (
        <div className={dialog.form}>
          <MetadataInput fields={fields ?? []} given={given} onChange={setGiven} />
          <div className={styles.buttons}>
            <Button size="small" onPress={() => setGiven(null)}>
              Cancel
            </Button>
            <Button
              size="small"
              tone="primary"
              lack={lackOf(given)}
              onPress={() => save({ ...row.metadata, [given.name]: given.value }, given)}
            >
              Save
            </Button>
          </div>
        </div>
      )}
      {error !== null && <ErrorState error={error} title="The metadata was not saved" isCompact />}
    </section>
  );
}

function shown(value: unknown): string {
  return Array.isArray(value) ? `${value.length} numbers` : String(value);
}
