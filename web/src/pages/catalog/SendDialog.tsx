import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type BatchOutcome, createBatch, listProjects } from "../../api/gen";
import { Button, LinkButton } from "../../ui/Button";
import { ComboBox } from "../../ui/ComboBox";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { count, countOf } from "../../ui/format";
import { TextField } from "../../ui/TextField";
import styles from "./dialogs.module.css";
import { Priority, type PriorityValue } from "./Priority";
import { type PickedRows, pickedIds } from "./picked-rows";

/** Data rows of one batch, as the server takes them. */
export const MAX_BATCH = 100_000;

/** Sends picked data rows to a project as a batch. */
export function SendDialog(props: PickedRows) {
  const queries = useQueryClient();
  const { data: projects } = useQuery({
    queryKey: ["projects", "names"],
    queryFn: async () => (await listProjects({ query: { limit: 1000 }, throwOnError: true })).data.items,
  });
  const [project, setProject] = useState<string | null>(null);
  const [name, setName] = useState(() => `Batch of ${new Date().toISOString().slice(0, 10)}`);
  const [priority, setPriority] = useState<PriorityValue>("5");
  const [found, setFound] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [sent, setSent] = useState<BatchOutcome | null>(null);
  const send = async () => {
    setError(null);
    setFound(0);
    try {
      const ids = await pickedIds(props, setFound);
      const made = await sendBatch(project as string, name, Number(priority), ids);
      setSent(made);
      await queries.invalidateQueries();
      props.onDone();
    } catch (problem) {
      setError(problem);
    }
    setFound(null);
  };
  const words = props.count === null ? "All data rows that match" : countOf(props.count, "data row");
  if (sent) {
    return <Sent outcome={sent} project={project as string} onOpenChange={props.onOpenChange} />;
  }
  return (
    <Dialog
      title="Send to a project"
      lead={`${words}, as a batch of tasks. What the project has already stays where it is.`}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      footer={(close) => (
        <>
          <Button onPress={close}>Cancel</Button>
          <Button tone="primary" isPending={found !== null} lack={lackOf(project, name)} onPress={send}>
            {found ? `Collecting … ${count(found)}` : "Send"}
          </Button>
        </>
      )}
    >
      <div className={styles.form}>
        <ComboBox
          label="Project"
          placeholder="Find a project"
          empty="No project of this name"
          value={project}
          onChange={setProject}
          choices={(projects ?? []).map(({ id, name: label, media_type }) => ({
            id,
            label,
            note: media_type,
          }))}
        />
        <TextField label="Name of the batch" value={name} onChange={setName} />
        <Priority value={priority} onChange={setPriority} />
        {error !== null && <ErrorState error={error} title="The batch was not made" isCompact />}
      </div>
    </Dialog>
  );
}

function lackOf(project: string | null, name: string): string | null {
  if (project === null) {
    return "Choose a project";
  }
  return name.trim() === "" ? "Give the batch a name" : null;
}

/** Makes a batch; one request takes a hundred thousand data rows, more become numbered batches. */
export async function sendBatch(
  project: string,
  name: string,
  priority: number,
  ids: readonly string[],
): Promise<BatchOutcome> {
  let outcome: BatchOutcome | null = null;
  for (let first = 0, no = 1; first < ids.length || no === 1; first += MAX_BATCH, no += 1) {
    const part = ids.slice(first, first + MAX_BATCH);
    const body = { name: no === 1 ? name : `${name} (${no})`, data_rows: part, priority };
    const { data } = await createBatch({ path: { uid: project }, body, throwOnError: true });
    outcome = outcome ? joined(outcome, data) : data;
  }
  return outcome as BatchOutcome;
}

function joined(first: BatchOutcome, next: BatchOutcome): BatchOutcome {
  const batch = { ...first.batch, row_count: first.batch.row_count + next.batch.row_count };
  return {
    batch,
    present: [...first.present, ...next.present],
    missing: [...first.missing, ...next.missing],
  };
}

function Sent({
  outcome,
  project,
  onOpenChange,
}: {
  outcome: BatchOutcome;
  project: string;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { batch, present, missing } = outcome;
  return (
    <Dialog
      title="Sent"
      isOpen
      onOpenChange={onOpenChange}
      footer={(close) => (
        <>
          <Button onPress={close}>Stay here</Button>
          <LinkButton tone="primary" href={`/projects/${project}/queue`}>
            Open the project
          </LinkButton>
        </>
      )}
    >
      <ul className={styles.facts}>
        <li>{`${countOf(batch.row_count, "data row")} are now in the batch “${batch.name}”.`}</li>
        {present.length > 0 && (
          <li>{`${countOf(present.length, "data row")} were in the project already and stay as they are.`}</li>
        )}
        {missing.length > 0 && <li>{`${countOf(missing.length, "data row")} do not exist any more.`}</li>}
      </ul>
    </Dialog>
  );
}
