import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listProjects, type Project } from "../../api/gen";
import { Button, LinkButton } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count, percent } from "../../ui/format";
import { PlusIcon, ProjectIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { Table, type TableColumn } from "../../ui/Table";
import { SearchField } from "../../ui/TextField";
import { Time } from "../../ui/Time";
import { mediaLabel } from "../catalog/medium";
import styles from "./projects.module.css";
import { StateBar } from "./StateBar";
import { doneShare, totalOf } from "./words";

const COLUMNS: readonly TableColumn<Project>[] = [
  {
    id: "name",
    title: "Name",
    isRowHeader: true,
    width: "30%",
    cell: (project) => (
      <span className={styles.named}>
        <strong>{project.name}</strong>
        {project.description && <span className={styles.faint}>{project.description}</span>}
      </span>
    ),
  },
  { id: "medium", title: "Media type", cell: (project) => mediaLabel(project.media_type) },
  ...(["to_label", "rework", "in_review", "done"] as const).map(
    (state, at): TableColumn<Project> => ({
      id: state,
      title: ["To label", "Rework", "In review", "Done"][at] ?? state,
      align: "end",
      cell: (project) => <Amount value={project.task_counts[state] ?? 0} />,
    }),
  ),
  {
    id: "progress",
    title: "Progress",
    width: "18%",
    cell: (project) =>
      totalOf(project.task_counts) > 0 ? (
        <span className={styles.progress}>
          <StateBar counts={project.task_counts} isThin />
          <span className="numeric">{percent(doneShare(project.task_counts))}</span>
        </span>
      ) : (
        <span className={styles.faint}>no data rows</span>
      ),
  },
  { id: "made", title: "Made", cell: (project) => <Time at={project.created_at} /> },
];

function Amount({ value }: { value: number }) {
  return (
    <span className={value === 0 ? `numeric ${styles.faint}` : "numeric"}>{value ? count(value) : "–"}</span>
  );
}

/** Every project one has a role in, and how far it is. */
export default function ProjectsPage() {
  const [wanted, setWanted] = useState("");
  const projects = useInfiniteQuery({
    queryKey: ["projects"],
    queryFn: async ({ pageParam }) =>
      (await listProjects({ query: { after: pageParam, limit: 200 }, throwOnError: true })).data,
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const all = projects.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = all.filter((project) => project.name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const create = (
    <LinkButton href="/projects/new" tone="primary" icon={PlusIcon}>
      New project
    </LinkButton>
  );
  return (
    <Page
      title="Projects"
      lead="Data rows to be labelled with one ontology, and how far they are."
      actions={create}
    >
      {projects.isPending && <Loading label="Loading the projects" />}
      {projects.isError && (
        <ErrorState
          title="The projects could not be loaded"
          error={projects.error}
          onRetry={projects.refetch}
        />
      )}
      {projects.data && all.length === 0 && (
        <EmptyState icon={ProjectIcon} title="No projects yet" actions={create}>
          A project sends data rows to people, with an ontology that says what may be labelled. You see the
          projects you have a role in.
        </EmptyState>
      )}
      {all.length > 0 && (
        <div className={styles.stack}>
          {all.length > 8 && (
            <div className={styles.search}>
              <SearchField label="Find a project" value={wanted} onChange={setWanted} />
            </div>
          )}
          <Table
            label="Projects"
            columns={COLUMNS}
            rows={shown}
            rowKey={(project) => project.id}
            rowHref={(project) => `/projects/${project.id}`}
            empty={`No project is called “${wanted}”`}
          />
          {projects.hasNextPage && (
            <Button isPending={projects.isFetchingNextPage} onPress={() => projects.fetchNextPage()}>
              Show more
            </Button>
          )}
        </div>
      )}
    </Page>
  );
}
