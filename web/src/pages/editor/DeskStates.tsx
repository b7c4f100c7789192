import { ApiProblem } from "../../api/problem";
import { Button, LinkButton } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { LockIcon, SuccessIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import styles from "./DeskStates.module.css";
import type { Desk, DeskNotes, DeskState } from "./desk";
import { isHeld } from "./session";

interface Props {
  desk: Desk;
  state: Exclude<DeskState, { kind: "open" }>;
  notes: DeskNotes;
}

/** What stands in the place of a task: it is being fetched, there is none, or it cannot be had. */
export function DeskStates({ desk, state, notes }: Props) {
  return (
    <main className={styles.page} aria-label="Labeling">
      <h1 className="visually-hidden">Labeling</h1>
      <header className={styles.bar}>
        <LinkButton tone="quiet" href={`/projects/${desk.projectUid}`}>
          {notes.project?.name ?? "Project"}
        </LinkButton>
      </header>
      <div className={styles.middle}>{content(desk, state, notes)}</div>
    </main>
  );
}

function content(desk: Desk, state: Props["state"], notes: DeskNotes) {
  const project = `/projects/${desk.projectUid}`;
  if (state.kind === "loading") return <Loading label="Opening the task" rows={6} />;
  if (state.kind === "nothing") return <Nothing project={project} notes={notes} desk={desk} />;
  if (state.kind === "bare")
    return (
      <EmptyState
        title="This project has no ontology yet"
        actions={
          <LinkButton tone="primary" href={`${project}/settings`}>
            Pick an ontology
          </LinkButton>
        }
      >
        An ontology says what can be drawn and asked here. Pick one, or make one from a template.
      </EmptyState>
    );
  return <Failed desk={desk} problem={state.problem} project={project} />;
}

function Nothing({ project, notes, desk }: { project: string; notes: DeskNotes; desk: Desk }) {
  const counts = notes.project?.task_counts as Record<string, number> | undefined;
  const open = (counts?.to_label ?? 0) + (counts?.rework ?? 0);
  return (
    <EmptyState
      icon={SuccessIcon}
      title={notes.done > 0 ? `All done: ${notes.done} in this sitting` : "Nothing is your turn"}
      actions={
        <>
          <LinkButton tone="primary" href={`${project}/queue`}>
            See the queue
          </LinkButton>
          <Button onPress={() => void desk.retry()}>Look again</Button>
        </>
      }
    >
      {open > 0
        ? `${open.toLocaleString("en")} waiting ${open === 1 ? "task is" : "tasks are"} with somebody else.`
        : "Every task of this project is submitted. New ones come with a batch."}
    </EmptyState>
  );
}

function Failed({ desk, problem, project }: { desk: Desk; problem: unknown; project: string }) {
  const status = problem instanceof ApiProblem ? problem.status : null;
  const queue = () => void desk.openQueue();
  if (isHeld(problem) || status === 403) {
    const isRole =
      status === 403 && /role|labeler/i.test(`${problem instanceof ApiProblem ? problem.message : ""}`);
    return (
      <EmptyState
        icon={LockIcon}
        title={isHeld(problem) ? "Somebody else has this task open" : "This is not yours to label"}
        actions={
          <>
            {!isRole && (
              <Button tone="primary" onPress={queue}>
                Open the next task
              </Button>
            )}
            <Button onPress={() => void desk.retry()}>Try again</Button>
            <LinkButton href={project}>Back to the project</LinkButton>
          </>
        }
      >
        {sentences(problem)}
      </EmptyState>
    );
  }
  return (
    <ErrorState error={problem} title="The task could not be opened" onRetry={() => void desk.retry()}>
      {status === 404 && (
        <div className={styles.actions}>
          <Button size="small" onPress={queue}>
            Open the next task
          </Button>
          <LinkButton size="small" href="/projects">
            All projects
          </LinkButton>
        </div>
      )}
    </ErrorState>
  );
}

function sentences(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return String(problem);
  // An address stays as it is spelled.
  const capital = (text: string) =>
    /^\S+@/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
  return [problem.message, problem.hint].filter(Boolean).map(capital).join(". ").concat(".");
}
