import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ImportDetail, previewUndo, type UndoPreview, undoImport } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { count, countOf } from "../../ui/format";
import { UndoIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { toast } from "../../ui/Toast";
import styles from "./imports.module.css";

/** What undoing an import would touch, and what it would leave, before it is done. */
export function UndoDialog({
  job,
  onClose,
  onDone,
}: {
  job: ImportDetail;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const [through, setThrough] = useState(false);
  const preview = useQuery({
    queryKey: ["import-parts", job.id, "undo", through],
    queryFn: async () =>
      (await previewUndo({ path: { uid: job.id }, query: { through, limit: 10 }, throwOnError: true })).data,
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const undo = useMutation({
    mutationFn: () => undoImport({ path: { uid: job.id }, body: { through }, throwOnError: true }),
    onSuccess: async ({ data }) => {
      await onDone();
      toast(data.undone.length > 1 ? `${countOf(data.undone.length, "import")} undone` : "Undone");
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      role="alertdialog"
      title={`Undo ${job.name}?`}
      lead="Everything a reader can see goes back to what it would be without it. Redo brings it back."
      footer={
        <>
          <Button onPress={onClose}>Keep it</Button>
          <Button
            tone="danger"
            icon={UndoIcon}
            lack={preview.data === undefined && !preview.isError ? "Counting what would change" : null}
            isDisabled={preview.isError}
            isPending={undo.isPending}
            onPress={() => undo.mutate()}
          >
            Undo import
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {preview.isPending && <Loading label="Counting what would change" rows={3} />}
        {preview.isError && (
          <ErrorState isCompact title="What would change is not known" error={preview.error} />
        )}
        {preview.data && <Forecast preview={preview.data} />}
        {preview.data && preview.data.through.length > 0 && (
          <Checkbox
            isSelected={through}
            onChange={setThrough}
            note={preview.data.through.map(({ name }) => name).join(", ")}
          >
            First undo {countOf(preview.data.through.length, "later import")} on the same data rows
          </Checkbox>
        )}
        {undo.isError && <ErrorState isCompact title="It was not undone" error={undo.error} />}
      </div>
    </Dialog>
  );
}

function Forecast({ preview: { forecast, edited_rows } }: { preview: UndoPreview }) {
  const lines: [number, string][] = [
    [forecast.removed, "removed"],
    [forecast.restored, "back at the value of an earlier import"],
    [forecast.returned, "shown again that it had taken away"],
    [forecast.unchanged, "stay: an earlier import says the same"],
  ];
  const rows: [number, string][] = [
    [forecast.data_rows, "it made go, where nothing else uses them"],
    [forecast.tasks, "leave the project, where nothing else needs them"],
    [forecast.reopened, "have no label left and are to be labelled again"],
  ];
  const shown = lines.filter(([value]) => value > 0);
  return (
    <div className={styles.stack}>
      <ul>
        {shown.map(([value, text]) => (
          <li key={text}>
            <strong className="numeric">{countOf(value, "annotation")}</strong> {text}
          </li>
        ))}
        {rows
          .filter(([value]) => value > 0)
          .map(([value, text]) => (
            <li key={text}>
              <strong className="numeric">{countOf(value, "data row")}</strong> {text}
            </li>
          ))}
        {forecast.superseded_by.map((later) => (
          <li key={later.id}>
            <strong className="numeric">{countOf(later.annotations, "annotation")}</strong> stay as{" "}
            <a href={`/imports/${later.id}`}>{later.name}</a> left them
          </li>
        ))}
        {shown.length === 0 && forecast.superseded_by.length === 0 && <li>No annotation changes.</li>}
      </ul>
      {forecast.edited > 0 && (
        <p>
          {countOf(forecast.edited, "label")} {forecast.edited === 1 ? "was" : "were"} edited by people and{" "}
          {forecast.edited === 1 ? "keeps" : "keep"} their version:{" "}
          {edited_rows.items.map(({ global_key, id }) => global_key ?? id).join(", ")}
          {forecast.edited > edited_rows.items.length && " …"}
        </p>
      )}
      {!forecast.is_exact && (
        <p className={styles.faint}>
          Counted on the first {count(forecast.counted_rows)} data rows: there are more.
        </p>
      )}
    </div>
  );
}
