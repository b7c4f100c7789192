import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteDataRow } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { BulkResult } from "./BulkResult";
import { type BulkOutcome, forEach } from "./bulk";
import { type PickedRows, pickedIds } from "./picked-rows";

/** Deletes picked data rows, after saying what goes with them. */
export function DeleteRowsDialog(props: PickedRows) {
  const queries = useQueryClient();
  const [work, setWork] = useState<{ done: number; total: number } | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const [error, setError] = useState<unknown>(null);
  const words = props.count === null ? "all data rows that match" : countOf(props.count, "data row");
  const remove = async () => {
    setError(null);
    setWork({ done: 0, total: 0 });
    try {
      const ids = await pickedIds(props);
      setWork({ done: 0, total: ids.length });
      const remove = (uid: string) => deleteDataRow({ path: { uid }, throwOnError: true });
      const found = await forEach(ids, remove, (done) => setWork({ done, total: ids.length }));
      await queries.invalidateQueries();
      props.onDone();
      if (found.failed.length === 0) {
        props.onOpenChange(false);
        return;
      }
      setOutcome(found);
    } catch (problem) {
      setError(problem);
      setWork(null);
    }
  };
  return (
    <Dialog
      title={`Delete ${words}?`}
      role="alertdialog"
      size="small"
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      footer={(close) => (
        <>
          <Button onPress={close}>{outcome ? "Close" : "Cancel"}</Button>
          {!outcome && (
            <Button tone="danger" isPending={work !== null} onPress={remove}>
              Delete
            </Button>
          )}
        </>
      )}
    >
      {work ? (
        <BulkResult label="Deleting" done={work.done} total={work.total} outcome={outcome} />
      ) : (
        <p>
          {props.count === 1
            ? "It leaves every project and batch it is in, with its pre-labels, labels and drafts, and its global key becomes free."
            : "They leave every project and batch they are in, with their pre-labels, labels and drafts, and their global keys become free."}{" "}
          This cannot be undone.
        </p>
      )}
      {error !== null && <ErrorState error={error} isCompact />}
    </Dialog>
  );
}
