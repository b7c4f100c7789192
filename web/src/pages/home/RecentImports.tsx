import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Import, listAllImports, type Project } from "../../api/gen";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count } from "../../ui/format";
import { ImportIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Card, Section } from "../../ui/Page";
import { Table, type TableColumn } from "../../ui/Table";
import { Tag, type TagTone } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import styles from "./HomePage.module.css";

const SHOWN = 8;
const POLL_MS = 2_000;

/** The last imports of all projects; it follows those that still run. */
export function RecentImports({ projects }: { projects: readonly Project[] }) {
  const imports = useQuery({
    queryKey: ["imports", "recent"],
    queryFn: async () => (await listAllImports({ query: { limit: SHOWN }, throwOnError: true })).data.items,
    refetchInterval: (query) => (query.state.data?.some(isGoingOn) ? POLL_MS : false),
  });
  const columns = useMemo(() => columnsFor(projects), [projects]);
  return (
    <Section title="Recent imports">
      {imports.error && !imports.data && (
        <ErrorState
          title="The imports could not be loaded"
          error={imports.error}
          onRetry={() => void imports.refetch()}
        />
      )}
      {imports.isLoading && <Loading label="Loading the imports" />}
      {imports.data?.length === 0 && (
        <Card>
          <EmptyState icon={ImportIcon} title="Nothing was imported yet">
            Drop a file of annotations above, or use <code>postil import FILE</code>. What became of every row
            is told here.
          </EmptyState>
        </Card>
      )}
      {imports.data && imports.data.length > 0 && (
        <Table
          label="Recent imports"
          columns={columns}
          rows={imports.data}
          rowKey={(job) => job.id}
          rowHref={(job) => `/imports/${job.id}`}
        />
      )}
    </Section>
  );
}

const PURPOSES: Record<Import["purpose"], string> = {
  pre_label: "pre-labels",
  ground_truth: "ground truth",
  prediction: "predictions",
  draft: "drafts",
};

function isGoingOn(job: Import): boolean {
  return job.state === "queued" || job.state === "running";
}

function columnsFor(projects: readonly Project[]): TableColumn<Import>[] {
  const names = new Map(projects.map(({ id, name }) => [id, name]));
  return [
    { id: "name", title: "File", cell: (job) => job.source_name || job.name },
    { id: "project", title: "Project", cell: (job) => names.get(job.project ?? "") ?? "–" },
    { id: "purpose", title: "As", cell: (job) => PURPOSES[job.purpose], width: 120 },
    { id: "state", title: "State", cell: (job) => <ImportState job={job} />, width: 110 },
    { id: "rows", title: "Rows", cell: (job) => <Outcome job={job} />, width: 190 },
    { id: "at", title: "When", cell: (job) => <Time at={job.created_at} />, width: 130 },
  ];
}

function ImportState({ job }: { job: Import }) {
  if (job.is_interrupted) {
    return <Tag tone="warn">interrupted</Tag>;
  }
  if (job.undone_at) {
    return <Tag>undone</Tag>;
  }
  const tones: Partial<Record<Import["state"], TagTone>> = {
    finished: "good",
    failed: "bad",
    running: "accent",
    queued: "accent",
    staged: "warn",
  };
  return <Tag tone={tones[job.state]}>{job.state === "staged" ? "dry run" : job.state}</Tag>;
}

function Outcome({ job }: { job: Import }) {
  const { read = 0, rejected = 0 } = job.counts;
  return (
    <span className={styles.outcome}>
      <span className="numeric">{count(read)} read</span>
      {rejected > 0 && <Tag tone="bad">{count(rejected)} rejected</Tag>}
    </span>
  );
}
