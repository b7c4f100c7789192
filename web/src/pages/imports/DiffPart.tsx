import { useQuery } from "@tanstack/react-query";
import { type FeatureChanges, getImportDiff, type ImportDetail } from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { ErrorState } from "../../ui/ErrorState";
import { count, countOf } from "../../ui/format";
import { Loading } from "../../ui/Loading";
import { Section } from "../../ui/Page";
import { Table, type TableColumn } from "../../ui/Table";
import { DiffExamples } from "./DiffExamples";
import styles from "./imports.module.css";

/** What an import changes: by feature, which imports it overwrites, and some data rows drawn. */
export function DiffPart({ job }: { job: ImportDetail }) {
  const diff = useQuery({
    queryKey: ["import-parts", job.id, "diff", job.state],
    queryFn: async () => (await getImportDiff({ path: { uid: job.id }, throwOnError: true })).data,
    retry: false,
  });
  if (diff.isPending) {
    return <Loading label="Comparing with what is there" rows={3} />;
  }
  if (diff.isError) {
    // Too large to be compared after the fact: the counts above say what is known.
    return diff.error instanceof ApiProblem && diff.error.status === 409 ? null : (
      <ErrorState
        isCompact
        title="The changes could not be loaded"
        error={diff.error}
        onRetry={diff.refetch}
      />
    );
  }
  const { features, overwrites, data_rows } = diff.data;
  return (
    <>
      <Section
        title={job.state === "staged" ? "What would change" : "What it changed"}
        lead={`Annotations by feature, on ${countOf(data_rows, "data row")}.`}
      >
        <Table
          label="Changes by feature"
          isCompact
          columns={COLUMNS}
          rows={features}
          rowKey={(row) => `${row.kind} ${row.name} ${row.labels.join()}`}
          empty="Nothing changes"
        />
        {overwrites.map((one) => (
          <p key={one.id}>
            Overwrites {countOf(one.annotations, "annotation")} of{" "}
            <a href={`/imports/${one.id}`}>{one.name}</a>.
          </p>
        ))}
        <Changed features={features} />
      </Section>
      {data_rows > 0 && (
        <Section
          title="Examples"
          lead="Some of its data rows: what is new or updated in colour, what stays in grey, what it replaces dashed."
        >
          <DiffExamples job={job} />
        </Section>
      )}
    </>
  );
}

const COLUMNS: readonly TableColumn<FeatureChanges>[] = [
  {
    id: "name",
    title: "Feature",
    isRowHeader: true,
    width: "34%",
    cell: (row) => (
      <>
        {row.name ?? <em>without a name</em>}
        {row.labels.length > 0 && <span className={styles.faint}> {row.labels.join(", ")}</span>}
      </>
    ),
  },
  ...(["created", "updated", "unchanged", "removed"] as const).map(
    (id): TableColumn<FeatureChanges> => ({
      id,
      title: { created: "New", updated: "Updated", unchanged: "Unchanged", removed: "Removed" }[id],
      align: "end",
      cell: (row) => amount(row.counts[id] ?? 0),
    }),
  ),
  { id: "rejected", title: "Rejected rows", align: "end", cell: (row) => amount(row.rejected) },
];

function amount(value: number) {
  return (
    <span className={value === 0 ? `numeric ${styles.faint}` : "numeric"}>{value ? count(value) : "–"}</span>
  );
}

/** Old and new values of annotations that are updated, a few of each feature. */
function Changed({ features }: { features: readonly FeatureChanges[] }) {
  const examples = features.flatMap(({ name, examples: found }) =>
    found.filter(({ outcome }) => outcome === "updated").map((example) => ({ name, example })),
  );
  if (examples.length === 0) {
    return null;
  }
  return (
    <ul className={styles.changes} aria-label="Old and new values">
      {examples.slice(0, 8).map(({ name, example }) => (
        <li key={`${name} ${example.data_row} ${example.key}`}>
          <strong>{name}</strong> on “{example.data_row}”:{" "}
          {(example.changes ?? []).map((change, at) => (
            <span key={change.at}>
              {at > 0 && ", "}
              <code>{placeOf(change.at)}</code> {short(change.old)} → {short(change.new)}
            </span>
          ))}
          {(example.more ?? 0) > 0 && ` and ${example.more} more`}
        </li>
      ))}
    </ul>
  );
}

/** A place within an annotation as people say it: `/geometry/left` is the left. */
const placeOf = (pointer: string): string => pointer.replace(/^\/(geometry\/)?/, "").replaceAll("/", " ");

function short(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
