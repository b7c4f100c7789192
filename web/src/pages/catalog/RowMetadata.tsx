import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DataRow, updateDataRow } from "../../api/gen";
import { fetchFields } from "./FilterBar";
import { ensureField } from "./MetadataDialog";
import { EMPTY_VALUE, lackOf, MetadataInput, type MetadataValue } from "./MetadataInput";
import { RowEntries } from "./RowEntries";

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
    <RowEntries
      title="Metadata"
      addLabel="Set a value"
      saveLabel="Save"
      entries={entries.map(([name, value]) => ({
        name,
        text: shown(value),
        onRemove: () => save(without(name)),
      }))}
      isAdding={given !== null}
      onAdd={() => setGiven(EMPTY_VALUE)}
      onCancel={() => setGiven(null)}
      onSave={() => given && save({ ...row.metadata, [given.name]: given.value }, given)}
      lack={lackOf(given ?? EMPTY_VALUE)}
      error={error}
    >
      {given && <MetadataInput fields={fields ?? []} given={given} onChange={setGiven} />}
    </RowEntries>
  );
}

function shown(value: unknown): string {
  return Array.isArray(value) ? `${value.length} numbers` : String(value);
}
