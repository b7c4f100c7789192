import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { cancelImport, commitImport, type ImportDetail, redoImport, resumeImport } from "../../api/gen";
import { Button, LinkButton } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { CheckIcon, CrossIcon, PlayIcon, ProjectIcon, RedoIcon, UndoIcon } from "../../ui/icons";
import { toast } from "../../ui/Toast";
import { projectKey } from "../projects/use-project";
import { isUnderWay } from "./import-words";
import { UndoDialog } from "./UndoDialog";

/** What can be done with an import as it stands. */
export function ImportActions({ job }: { job: ImportDetail }) {
  const queries = useQueryClient();
  const [isUndoing, setUndoing] = useState(false);
  const changed = async () => {
    // The import first: parts of it that are not shown any more need not be asked for again.
    await queries.invalidateQueries({ queryKey: ["import", job.id] });
    await queries.invalidateQueries({ queryKey: ["import-parts", job.id] });
    await queries.invalidateQueries({ queryKey: projectKey(job.project ?? "") });
  };
  const act = useMutation({
    mutationFn: ({ work }: { work: () => Promise<unknown>; said: string }) => work(),
    onSuccess: async (_, { said }) => {
      await changed();
      toast(said);
    },
  });
  const path = { uid: job.id };
  const run = (said: string, work: () => Promise<unknown>) => () => act.mutate({ work, said });
  const isAtomicRefusal = job.policy === "atomic" && (job.counts.rejected ?? 0) > 0;
  return (
    <>
      {act.isError && <ErrorState isCompact error={act.error} />}
      {isUnderWay(job) && (
        <Button
          icon={CrossIcon}
          isPending={act.isPending}
          onPress={run("It stops at its next step", () => cancelImport({ path, throwOnError: true }))}
        >
          Cancel
        </Button>
      )}
      {job.is_interrupted && (
        <>
          <Button
            isPending={act.isPending}
            onPress={run("Cancelled", () => cancelImport({ path, throwOnError: true }))}
          >
            Cancel
          </Button>
          <Button
            icon={PlayIcon}
            tone="primary"
            isPending={act.isPending}
            onPress={run("It goes on", () => resumeImport({ path, throwOnError: true }))}
          >
            Resume
          </Button>
        </>
      )}
      {job.state === "staged" && (
        <>
          <Button
            isPending={act.isPending}
            onPress={run("The dry run was discarded", () => cancelImport({ path, throwOnError: true }))}
          >
            Discard
          </Button>
          <Button
            icon={CheckIcon}
            tone="primary"
            lack={isAtomicRefusal ? "Rows were rejected, and it was to be all rows or none" : null}
            isPending={act.isPending}
            onPress={run("Committed", () => commitImport({ path, throwOnError: true }))}
          >
            Commit
          </Button>
        </>
      )}
      {job.state === "finished" && !job.undone_at && job.standing.can_undo && (
        <Button icon={UndoIcon} onPress={() => setUndoing(true)}>
          Undo
        </Button>
      )}
      {job.undone_at && !job.sealed_at && (
        <Button
          icon={RedoIcon}
          tone="primary"
          isPending={act.isPending}
          onPress={run("It is shown again", () => redoImport({ path, throwOnError: true }))}
        >
          Redo
        </Button>
      )}
      {job.project && job.state === "finished" && (
        <LinkButton href={`/projects/${job.project}/rows?import=${job.id}`} icon={ProjectIcon}>
          Its data rows
        </LinkButton>
      )}
      {isUndoing && <UndoDialog job={job} onClose={() => setUndoing(false)} onDone={changed} />}
    </>
  );
}
