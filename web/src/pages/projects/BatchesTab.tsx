import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type BatchOutcome, createBatch, listBatches, listDataRows, listDatasets } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count, countOf } from "../../ui/format";
import { BatchIcon, PlusIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Section } from "../../ui/Page";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Table } from "../../ui/Table";
import { TextField } from "../../ui/TextField";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toast";
import styles from "./projects.module.css";
import { projectKey, useProjectChanged, useThisProject } from "./use-project";
import { PRIORITIES } from "./words";

/** The groups in which data rows came to the project. */
export default function BatchesTab() {
  const project = useThisProject();
  const [isAdding, setAdding] = useState(false);
  const batches = useQuery({
    queryKey: [...projectKey(project.id), "batches"],
    queryFn: async () =>
      (await listBatches({ path: { uid: project.id }, query: { limit: 1000 }, throwOnError: true })).data
        .items,
  });
  const add = (
    <Button icon={PlusIcon} tone="primary" onPress={() => setAdding(true)}>
      Add data rows
    </Button>
  );
  return (
    <Section
      title="Batches"
      lead="A data row is in a project once: rows that are there already stay in the batch they came with."
      actions={batches.data && batches.data.length > 0 ? add : undefined}
    >
      {batches.isPending && <Loading label="Loading the batches" />}
      {batches.isError && (
        <ErrorState title="The batches could not be loaded" error={batches.error} onRetry={batches.refetch} />
      )}
      {batches.data?.length === 0 && (
        <EmptyState icon={BatchIcon} title="No batches yet" actions={add}>
          A batch is a named group of data rows, with a priority that says how soon they are labelled.
        </EmptyState>
      )}
      {batches.data && batches.data.length > 0 && (
        <Table
          label="Batches"
          rows={batches.data}
          rowKey={(one) => one.id}
          columns={[
            { id: "name", title: "Name", isRowHeader: true, width: "40%", cell: (one) => one.name },
            { id: "rows", title: "Data rows", align: "end", cell: (one) => count(one.row_count) },
            { id: "priority", title: "Priority", align: "end", cell: (one) => one.priority },
            { id: "at", title: "Added", align: "end", cell: (one) => <Time at={one.created_at} /> },
          ]}
        />
      )}
      {isAdding && <AddBatch onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** How many data rows of a dataset one batch takes. */
const MOST_ROWS = 50_000;

async function rowsOf(dataset: string): Promise<string[]> {
  const ids: string[] = [];
  let after: number | undefined;
  do {
    const { data } = await listDataRows({
      query: { dataset, limit: 1000, ...(after ? { after } : {}) },
      throwOnError: true,
    });
    ids.push(...data.items.map(({ id }) => id));
    after = data.next ?? undefined;
  } while (after !== undefined && ids.length < MOST_ROWS);
  return ids;
}

const WANTED = { dataset: "Choose a dataset", keys: "Give global keys" };

function AddBatch({ onClose }: { onClose: () => void }) {
  const project = useThisProject();
  const changed = useProjectChanged(project.id);
  const [name, setName] = useState("");
  const [from, setFrom] = useState<"dataset" | "keys">("dataset");
  const [dataset, setDataset] = useState<string | null>(null);
  const [keys, setKeys] = useState("");
  const [priority, setPriority] = useState<number>(5);
  const datasets = useQuery({
    queryKey: ["datasets", "choices"],
    queryFn: async () => (await listDatasets({ query: { limit: 1000 }, throwOnError: true })).data.items,
  });
  const create = useMutation({
    mutationFn: async (): Promise<BatchOutcome> => {
      const rows =
        from === "dataset"
          ? { data_rows: await rowsOf(dataset ?? "") }
          : {
              global_keys: keys
                .split("\n")
                .map((key) => key.trim())
                .filter(Boolean),
            };
      const body = { name: name.trim(), priority, ...rows };
      return (await createBatch({ path: { uid: project.id }, body, throwOnError: true })).data;
    },
    onSuccess: async ({ batch, present, missing }) => {
      await changed();
      const left = [
        present.length > 0 && `${count(present.length)} were there already`,
        missing.length > 0 && `${count(missing.length)} are no data rows you know of`,
      ].filter(Boolean);
      toast(`${countOf(batch.row_count, "data row")} added${left.length ? `; ${left.join(", ")}` : ""}`, {
        tone: missing.length > 0 ? "info" : "good",
      });
      onClose();
    },
  });
  const chosen = from === "dataset" ? dataset : keys.trim() || null;
  const lack = name.trim() === "" ? "Give the batch a name" : chosen === null ? WANTED[from] : null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Add data rows"
      lead="They are in the queue as soon as they are added."
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" lack={lack} isPending={create.isPending} onPress={() => create.mutate()}>
            Add as a batch
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextField label="Name of the batch" value={name} onChange={setName} placeholder="week 1" autoFocus />
        <Segmented
          label="Which data rows"
          segments={[
            { id: "dataset", label: "All of a dataset" },
            { id: "keys", label: "By global key" },
          ]}
          value={from}
          onChange={setFrom}
        />
        {from === "dataset" ? (
          <Select
            label="Dataset"
            placeholder={datasets.data?.length === 0 ? "There is no dataset yet" : "Choose a dataset"}
            choices={(datasets.data ?? []).map((one) => ({ id: one.id, label: one.name }))}
            value={dataset}
            onChange={setDataset}
          />
        ) : (
          <TextField
            label="Global keys"
            hint="One on a line."
            rows={6}
            isCode
            value={keys}
            onChange={setKeys}
          />
        )}
        <Select label="Priority" choices={PRIORITIES} value={priority} onChange={setPriority} />
        {create.isError && <ErrorState isCompact title="No batch was added" error={create.error} />}
      </div>
    </Dialog>
  );
}
