import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Attachment, type DataRow, updateDataRow } from "../../api/gen";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { RowEntries } from "./RowEntries";

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
    <RowEntries
      title="Attachments"
      addLabel="Attach"
      saveLabel="Attach"
      entries={own.map((one) => ({
        name: one.name || one.type,
        text: one.value,
        onRemove: () => save(own.filter((other) => other !== one)),
      }))}
      isAdding={given !== null}
      onAdd={() => setGiven(NEW)}
      onCancel={() => setGiven(null)}
      onSave={() => given && save([...own, { ...given, name: given.name || null }])}
      lack={lackOf(given ?? NEW)}
      error={error}
    >
      {given && <AttachmentFields given={given} onChange={setGiven} />}
    </RowEntries>
  );
}

function lackOf({ type, value }: Attachment): string | null {
  if (value.trim() !== "") {
    return null;
  }
  return type === "RAW_TEXT" ? "Write the text" : "Give a URL";
}

function AttachmentFields({ given, onChange }: { given: Attachment; onChange: (given: Attachment) => void }) {
  return (
    <>
      <Select
        label="Kind"
        value={given.type as (typeof TYPES)[number]["id"]}
        onChange={(type) => onChange({ ...given, type })}
        choices={TYPES}
      />
      <TextField label="Name" value={given.name ?? ""} onChange={(name) => onChange({ ...given, name })} />
      <TextField
        label={given.type === "RAW_TEXT" ? "Text" : "URL"}
        rows={given.type === "RAW_TEXT" ? 3 : undefined}
        value={given.value}
        onChange={(value) => onChange({ ...given, value })}
      />
    </>
  );
}
