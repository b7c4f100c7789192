import { Outlet, useLocation, useParams } from "react-router";
import { LinkButton } from "../../ui/Button";
import { ErrorState } from "../../ui/ErrorState";
import { ImportIcon, PlayIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { ExportButton } from "./ExportDialog";
import { ProjectProvider, useProject } from "./use-project";
import { totalOf } from "./words";

/** A project with its parts; each part is a path of its own. */
export default function ProjectPage() {
  const { uid = "" } = useParams();
  const { pathname } = useLocation();
  const project = useProject(uid);
  const crumbs = [{ label: "Projects", to: "/projects" }];
  if (project.data === undefined) {
    return (
      <Page title="Project" crumbs={crumbs}>
        {project.isError ? (
          <ErrorState
            title="The project could not be loaded"
            error={project.error}
            onRetry={project.refetch}
          />
        ) : (
          <Loading label="Loading the project" />
        )}
      </Page>
    );
  }
  const { name, description, task_counts } = project.data;
  const base = `/projects/${uid}`;
  const total = totalOf(task_counts);
  const isImporting = pathname.endsWith("/import");
  const isOpen = total > (task_counts.done ?? 0);
  return (
    <ProjectProvider value={project.data}>
      <Page
        title={name}
        crumbs={crumbs}
        lead={description || undefined}
        actions={
          <>
            <ExportButton project={project.data} />
            {!isImporting && (
              <LinkButton
                href={`${base}/import`}
                icon={ImportIcon}
                tone={isOpen || !project.data.ontology ? "plain" : "primary"}
              >
                Import annotations
              </LinkButton>
            )}
            {isOpen && (
              <LinkButton href={`${base}/label`} icon={PlayIcon} tone="primary">
                Start labeling
              </LinkButton>
            )}
          </>
        }
        tabs={[
          { to: base, label: "Overview", isExact: true },
          { to: `${base}/rows`, label: "Data rows", count: total },
          { to: `${base}/batches`, label: "Batches" },
          { to: `${base}/queue`, label: "Queue" },
          { to: `${base}/activity`, label: "Activity" },
          { to: `${base}/import`, label: "Import annotations" },
          { to: `${base}/members`, label: "Members" },
          { to: `${base}/settings`, label: "Settings" },
        ]}
      >
        <Outlet />
      </Page>
    </ProjectProvider>
  );
}
