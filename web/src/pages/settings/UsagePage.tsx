import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { getUsage, listProjects } from "../../api/gen";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count } from "../../ui/format";
import { UsageIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Card } from "../../ui/Page";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Table, type TableColumn } from "../../ui/Table";
import { SettingsPage } from "./SettingsPage";
import styles from "./settings.module.css";
import { UsageChart } from "./UsageChart";
import { KINDS, type Period, periodsOf, type TypeSum, typesOf } from "./usage";

const ALL = "all";

/** How many annotations were brought in, when, and of what kind. */
export default function UsagePage() {
  const [by, setBy] = useState<"day" | "month">("day");
  const [project, setProject] = useState(ALL);
  const projects = useQuery({
    queryKey: ["projects", "choices"],
    queryFn: async () => (await listProjects({ query: { limit: 1000 }, throwOnError: true })).data.items,
  });
  const usage = useQuery({
    queryKey: ["usage", by, project],
    queryFn: async () => {
      const query = { by, project: project === ALL ? undefined : project };
      return (await getUsage({ query, throwOnError: true })).data;
    },
    placeholderData: keepPreviousData,
  });
  const periods = useMemo(() => (usage.data ? periodsOf(usage.data) : []), [usage.data]);
  const types = useMemo(() => (usage.data ? typesOf(usage.data) : []), [usage.data]);
  const choices = [
    { id: ALL, label: "All projects" },
    ...(projects.data ?? []).map(({ id, name }) => ({ id, label: name })),
  ];
  return (
    <SettingsPage
      title="Usage"
      lead="Annotations by the day their import was published, in UTC. An undone import does not count, a redone one does again."
    >
      <div className={styles.bar}>
        <Segmented
          label="Period"
          value={by}
          onChange={setBy}
          segments={[
            { id: "day", label: "30 days" },
            { id: "month", label: "12 months" },
          ]}
        />
        <Select label="Project" isLabelHidden choices={choices} value={project} onChange={setProject} />
        {usage.data && (
          <p className={styles.total}>
            <strong>{count(usage.data.total)}</strong>
            <span>annotations</span>
          </p>
        )}
      </div>
      {usage.error && (
        <ErrorState
          title="The usage could not be loaded"
          error={usage.error}
          onRetry={() => void usage.refetch()}
        />
      )}
      {!usage.data && !usage.error && <Loading label="Loading the usage" />}
      {usage.data && usage.data.total === 0 && (
        <Card>
          <EmptyState icon={UsageIcon} title="Nothing was brought in yet">
            What imports bring into {project === ALL ? "your projects" : "this project"} is counted here from
            the moment they are published.
          </EmptyState>
        </Card>
      )}
      {usage.data && usage.data.total > 0 && (
        <>
          <Card>
            <UsageChart periods={periods} by={by} />
          </Card>
          <Table
            label="Usage by type of annotation"
            columns={TYPE_COLUMNS}
            rows={types}
            rowKey={(row) => row.type}
            isCompact
          />
          <Table
            label={by === "day" ? "Usage by day" : "Usage by month"}
            columns={periodColumns(by)}
            rows={periods.filter((period) => period.total > 0).reverse()}
            rowKey={(row) => row.period}
            isCompact
          />
        </>
      )}
    </SettingsPage>
  );
}

function kindColumns<T extends Pick<Period, "counts" | "total">>(): TableColumn<T>[] {
  return [
    ...KINDS.map(({ kind, label }) => ({
      id: kind,
      title: label,
      cell: (row: T) => count(row.counts[kind] ?? 0),
      align: "end" as const,
      width: 130,
    })),
    { id: "total", title: "Total", cell: (row: T) => <b>{count(row.total)}</b>, align: "end", width: 130 },
  ];
}

const TYPE_COLUMNS: TableColumn<TypeSum>[] = [
  { id: "type", title: "Annotation type", cell: (row) => row.type.replaceAll("_", " ") },
  ...kindColumns<TypeSum>(),
];

function periodColumns(by: "day" | "month"): TableColumn<Period>[] {
  return [
    { id: "period", title: by === "day" ? "Day" : "Month", cell: (row) => row.period },
    ...kindColumns<Period>(),
  ];
}
