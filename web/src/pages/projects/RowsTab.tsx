import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { listImports, listProjectRows, type ProjectRow } from "../../api/gen";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count } from "../../ui/format";
import { BatchIcon, SearchIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Select } from "../../ui/Select";
import { Table, type TableColumn } from "../../ui/Table";
import { Tag } from "../../ui/Tag";
import { SearchField } from "../../ui/TextField";
import styles from "./projects.module.css";
import { Thumbnail } from "./Thumbnail";
import { projectKey, useOntology, useThisProject } from "./use-project";
import { STATE_ORDER, STATES, type TaskState } from "./words";

const ALL = "all";

const COLUMNS: readonly TableColumn<ProjectRow>[] = [
  {
    id: "row",
    title: "Data row",
    isRowHeader: true,
    width: "46%",
    cell: ({ data_row }) => (
      <span className={styles.progress}>
        <Thumbnail row={data_row} />
        <span className={styles.named}>
          <strong>{data_row.global_key ?? data_row.external_id ?? data_row.id}</strong>
        </span>
      </span>
    ),
  },
  {
    id: "state",
    title: "State",
    cell: ({ state }) => <Tag tone={STATES[state].tone}>{STATES[state].label}</Tag>,
  },
  { id: "priority", title: "Priority", align: "end", cell: (row) => row.priority },
  { id: "pre_labels", title: "Pre-labels", align: "end", cell: (row) => <Amount value={row.pre_labels} /> },
  { id: "labels", title: "Labels", align: "end", cell: (row) => <Amount value={row.labels} /> },
];

function Amount({ value }: { value: number }) {
  return (
    <span className={value === 0 ? `numeric ${styles.faint}` : "numeric"}>{value ? count(value) : "–"}</span>
  );
}

/** The filters, kept in the address: a list can be sent to somebody as it is seen. */
function useFilters() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === "" || value === ALL) {
          next.delete(name);
        } else {
          next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return { get: (name: string) => params.get(name) ?? ALL, set, isEmpty: [...params.keys()].length === 0 };
}

/** Every data row of the project, found by where it stands and what was said about it. */
export default function RowsTab() {
  const project = useThisProject();
  const { get, set, isEmpty } = useFilters();
  const ontology = useOntology(project.ontology);
  const imports = useQuery({
    queryKey: [...projectKey(project.id), "imports", 100],
    queryFn: async () => (await listImports({ path: { uid: project.id }, throwOnError: true })).data.items,
  });
  const chosen = (name: string) => (get(name) === ALL ? undefined : get(name));
  const score = chosen("score")?.split("-").map(Number);
  const filter = {
    task_state: chosen("state") as TaskState | undefined,
    feature: chosen("feature"),
    job: chosen("import"),
    min_score: score?.[0],
    max_score: score?.[1],
    global_key_prefix: chosen("key"),
  };
  const rows = useInfiniteQuery({
    queryKey: [...projectKey(project.id), "rows", filter],
    queryFn: async ({ pageParam }) =>
      (
        await listProjectRows({
          path: { uid: project.id },
          query: { ...filter, ...(pageParam ? { after: pageParam } : {}), limit: 100 },
          throwOnError: true,
        })
      ).data,
    initialPageParam: "" as string,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  });
  const features = (ontology.data?.features ?? []).map(({ name }) => ({ id: name, label: name }));
  const found = rows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.stack}>
      <div className={styles.filters}>
        <div className={styles.grow}>
          <SearchField
            label="Global key begins with"
            value={chosen("key") ?? ""}
            onChange={(value) => set("key", value)}
          />
        </div>
        <Select
          label="State"
          choices={[
            { id: ALL, label: "All states" },
            ...STATE_ORDER.map((id) => ({ id: id as string, label: STATES[id].label })),
          ]}
          value={get("state")}
          onChange={(value) => set("state", value)}
        />
        <Select
          label="Has feature"
          choices={[{ id: ALL, label: "Any feature" }, ...features]}
          value={get("feature")}
          onChange={(value) => set("feature", value)}
        />
        <Select
          label="Score"
          choices={SCORES}
          value={get("score")}
          onChange={(value) => set("score", value)}
        />
        <Select
          label="From import"
          choices={[
            { id: ALL, label: "Any import" },
            ...(imports.data ?? []).map(({ id, name }) => ({ id, label: name })),
          ]}
          value={get("import")}
          onChange={(value) => set("import", value)}
        />
      </div>
      {rows.isPending && <Loading label="Loading the data rows" rows={8} />}
      {rows.isError && (
        <ErrorState title="The data rows could not be loaded" error={rows.error} onRetry={rows.refetch} />
      )}
      {rows.data && found.length === 0 && !rows.hasNextPage && <NothingFound isEmpty={isEmpty} />}
      {found.length > 0 && (
        <Table
          label="Data rows"
          columns={COLUMNS}
          rows={found}
          rowKey={(row) => row.task}
          rowHref={(row) => `/projects/${project.id}/tasks/${row.task}`}
        />
      )}
      {rows.data?.pages.some((page) => !page.index_complete) && (
        <p className={styles.faint}>
          Something has just changed and is still being counted: look again in a moment.
        </p>
      )}
      {rows.hasNextPage && (
        <p className={styles.more}>
          <Button isPending={rows.isFetchingNextPage} onPress={() => rows.fetchNextPage()}>
            Show more
          </Button>
          {count(found.length)} shown
        </p>
      )}
    </div>
  );
}

const SCORES = [
  { id: ALL, label: "Any score" },
  { id: "0-0.5", label: "below 0.5" },
  { id: "0.5-0.8", label: "0.5 to 0.8" },
  { id: "0.8-1", label: "0.8 and more" },
];

function NothingFound({ isEmpty }: { isEmpty: boolean }) {
  const { id } = useThisProject();
  return isEmpty ? (
    <EmptyState icon={BatchIcon} title="No data rows yet">
      Send data rows of the catalog here as a <a href={`/projects/${id}/batches`}>batch</a>, or{" "}
      <a href={`/projects/${id}/import`}>import a file</a> that names them.
    </EmptyState>
  ) : (
    <EmptyState icon={SearchIcon} title="No data row fits">
      A data row is listed when one annotation on it meets the feature, score and import together.{" "}
      <a href={`/projects/${id}/rows`}>Show all</a>
    </EmptyState>
  );
}
