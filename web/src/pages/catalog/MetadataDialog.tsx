import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createMetadataField, getDataRow, type MetadataField, updateDataRow } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { Segmented } from "../../ui/Segmented";
import { BulkResult } from "./BulkResult";
import { type BulkOutcome, forEach } from "./bulk";
import styles from "./dialogs.module.css";
import { fetchFields } from "./FilterBar";
import { EMPTY_VALUE, lackOf, MetadataInput, type MetadataValue } from "./MetadataInput";
import { type PickedRows, pickedIds } from "./picked-rows";

type Act = "set" | "remove";

/** Gives picked data rows a value of metadata, or takes it away; all their other metadata stays. */
export function MetadataDialog(props: PickedRows) {
  const queries = useQueryClient();
  const { data: fields } = useQuery({ queryKey: ["metadata-fields"], queryFn: fetchFields });
  const [act, setAct] = useState<Act>("set");
  const [given, setGiven] = useState<MetadataValue>(EMPTY_VALUE);
  const [work, setWork] = useState<{ done: number; total: number } | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const [error, setError] = useState<unknown>(null);
  const words = props.count === null ? "All data rows that match" : countOf(props.count, "data row");
  const apply = async () => {
    setError(null);
    setWork({ done: 0, total: 0 });
    try {
      await ensureField(given, fields ?? []);
      const ids = await pickedIds(props);
      setWork({ done: 0, total: ids.length });
      const change = (uid: string) => setMetadata(uid, given.name, act === "set" ? given.value : undefined);
      const found = await forEach(ids, change, (done) => setWork({ done, total: ids.length }));
      await queries.invalidateQueries();
      setOutcome(found);
      if (found.failed.length === 0) {
        props.onOpenChange(false);
      }
    } catch (problem) {
      setError(problem);
      setWork(null);
    }
  };
  return (
    <Dialog
      title="Edit metadata"
      lead={`${words}. Their other metadata stays.`}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      footer={(close) => (
        <>
          <Button onPress={close}>{outcome ? "Close" : "Cancel"}</Button>
          {!outcome && (
            <Button
              tone="primary"
              isPending={work !== null}
              lack={lackOf(given, act === "remove")}
              onPress={apply}
            >
              {act === "set" ? "Set" : "Remove"}
            </Button>
          )}
        </>
      )}
    >
      {work ? (
        <BulkResult label="Changing" done={work.done} total={work.total} outcome={outcome} />
      ) : (
        <div className={styles.form}>
          <Segmented
            label="What to do"
            value={act}
            onChange={setAct}
            segments={[
              { id: "set", label: "Set a value" },
              { id: "remove", label: "Remove a value" },
            ]}
          />
          <MetadataInput
            fields={fields ?? []}
            given={given}
            onChange={setGiven}
            isNameOnly={act === "remove"}
          />
          {error !== null && <ErrorState error={error} isCompact />}
        </div>
      )}
    </Dialog>
  );
}

/** Makes a field that does not exist yet. */
export async function ensureField(given: MetadataValue, fields: readonly MetadataField[]): Promise<void> {
  if (given.newKind !== null && !fields.some((field) => field.name === given.name)) {
    await createMetadataField({ body: { name: given.name, kind: given.newKind }, throwOnError: true });
  }
}

/** Changes one value of a data row, unless somebody else changes the row in between. */
export async function setMetadata(uid: string, name: string, value: unknown): Promise<void> {
  const { data, response } = await getDataRow({ path: { uid }, throwOnError: true });
  const metadata = { ...data.metadata };
  if (value === undefined) {
    delete metadata[name];
  } else {
    metadata[name] = value;
  }
  const headers = { "if-match": response.headers.get("etag") ?? "*" };
  await updateDataRow({ path: { uid }, body: { metadata }, headers, throwOnError: true });
}
