import { useQuery } from "@tanstack/react-query";
import { listDatasets, listProjects, type Project } from "../../api/gen";
import { useRoles } from "../../shell/roles";
import { useCaller } from "../../shell/session";
import { LinkButton } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ProjectIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Card, Page, Section } from "../../ui/Page";
import { FirstRun } from "./FirstRun";
import styles from "./HomePage.module.css";
import { ImportDrop } from "./ImportDrop";
import { byWhatIsNext } from "./next-work";
import { ProjectCard } from "./ProjectCard";
import { RecentImports } from "./RecentImports";

const SHOWN = 6;

/** What there is to do next. */
export default function HomePage() {
  const caller = useCaller();
  const projects = useQuery({
    queryKey: ["projects", "home"],
    queryFn: async () => (await listProjects({ query: { limit: 1000 }, throwOnError: true })).data.items,
  });
  const isFirstDay = useIsFirstDay(projects.data);
  const name = caller.name && caller.name !== "Administrator" ? caller.name.split(" ")[0] : "";
  return (
    <Page
      title="Home"
      heading={isFirstDay ? "Welcome to Postil" : name ? `Hello ${name}` : "Home"}
      lead={
        isFirstDay
          ? "The self-hosted home for annotations that were made elsewhere: look at them, correct them, submit them."
          : undefined
      }
    >
      {projects.error && (
        <ErrorState
          title="Your projects could not be loaded"
          error={projects.error}
          onRetry={() => void projects.refetch()}
        />
      )}
      {projects.isLoading && <Loading label="Loading your projects" />}
      {projects.data && (isFirstDay ? <FirstRun /> : <Everyday projects={projects.data} />)}
    </Page>
  );
}

/** Whether nobody has brought anything in yet: no projects, and no datasets either. */
function useIsFirstDay(projects: readonly Project[] | undefined): boolean {
  const caller = useCaller();
  const datasets = useQuery({
    queryKey: ["datasets", "any"],
    queryFn: async () => (await listDatasets({ query: { limit: 1 }, throwOnError: true })).data.items,
    enabled: projects?.length === 0 && caller.is_admin,
  });
  return datasets.data?.length === 0 && projects?.length === 0;
}

function Everyday({ projects }: { projects: readonly Project[] }) {
  const may = useRoles();
  const ordered = byWhatIsNext(projects);
  const importable = ordered.filter(({ id }) => may(id, "manager"));
  return (
    <>
      <Section
        title="Continue labeling"
        actions={
          projects.length > SHOWN && (
            <LinkButton href="/projects" size="small" tone="quiet">
              All {projects.length} projects
            </LinkButton>
          )
        }
      >
        {projects.length === 0 ? (
          <Card>
            <EmptyState
              icon={ProjectIcon}
              title="No projects yet"
              actions={
                <LinkButton href="/projects/new" tone="primary">
                  New project
                </LinkButton>
              }
            >
              A project brings data rows and an ontology together. You see those you have a role in.
            </EmptyState>
          </Card>
        ) : (
          <ul className={styles.cards}>
            {ordered.slice(0, SHOWN).map((project) => (
              <ProjectCard key={project.id} project={project} />
            ))}
          </ul>
        )}
      </Section>
      {(importable.length > 0 || projects.length === 0) && <ImportDrop projects={importable} />}
      <RecentImports projects={projects} />
    </>
  );
}
