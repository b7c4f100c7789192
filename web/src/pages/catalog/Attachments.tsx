import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Attachment, type DataRow, updateDataRow } from "../../api/gen";
import { Button, IconButton } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import dialog from "./dialogs.module.css";
import styles from "./RowPanel.module.css";

const TYPES = [
  { id: "RAW_TEXT", label: "Text" },
  { id: "IMAGE", label: "Image by URL" },
  { id: "VIDEO", label: "Video by URL" },
  { id: "PDF_URL", label: "PDF by URL" },
  { id: "HTML", label: "Page by URL" },
] as const;
const NEW: Attachment = { type: "RAW_TEXT", value: "", name: "" };

/** Files and texts shown beside a data row. */
export function Attachments({ row, etag }: { row: DataRow; etag: string }) {
  const queries = useQueryClient();
  const [given, setGiven] = useState<Attachment | null>(null);
  const [error, setError] = useState<unknown>(null);
  const own = row.attachments ?? [];
  const save = async (attachments: Attachment[]) => {
    setError(null);
    try {
      const headers = { "if-match": etag };
      await updateDataRow({ path: { uid: row.id }, body: { attachments }, headers, throwOnError: true });
      setGiven(null);
    } catch (problem) {
      setError(problem);
    }
    await queries.invalidateQueries({ queryKey: ["row", row.id] });
  };
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3>Attachments</h3>
        <IconButton
          icon={PlusIcon}
          size="small"
          label="Attach"
          onPress={() => setGiven(given ? null : NEW)}
        />
      </div>
      {own.length === 0 && !given && <p className={styles.none}>None.</p>}
      <ul className={styles.lines}>
        {own.map((one, at) => (
          // Attachments have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className={styles.line}>
            <span className={styles.name}>{one.name || one.type}</span>
            <span className={styles.main} title={one.value}>
              {one.value}
            </span>
            <IconButton
              icon={TrashIcon}
              size="small"
              label={`Remove ${one.name || one.type}`}
              onPress={() => save(own.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ul>
      {given && (
        <div className={dialog.form}>
          <Select
            label="Kind"
            value={given.type as (typeof TYPES)[number]["id"]}
            onChange={(type) => setGiven({ ...given, type })}
            choices={TYPES}
          />
          <TextField
            label="Name"
            value={given.name ?? ""}
            onChange={(name) => setGiven({ ...given, name })}
          />
          <TextField
            label={given.type === "RAW_TEXT" ? "Text" : "URL"}
            rows={given.type === "RAW_TEXT" ? 3 : undefined}
            value={given.value}
            onChange={(value) => setGiven({ ...given, value })}
          />
          <div className={styles.buttons}>
            <Button size="small" onPress={() => setGiven(null)}>
              Cancel
            </Button>
            <Button
              size="small"
              tone="primary"
              lack={
                given.value.trim() !== "" ? null : given.type === "RAW_TEXT" ? "Write the text" : "Give a URL"
              }
              onPress={() => save([...own, { ...given, name: given.name || null }])}
            >
              Attach
            </Button>
          </div>
        </div>
      )}
      {error !== null && <ErrorState error={error} title="The attachments were not saved" isCompact />}
    </section>
  );
}
