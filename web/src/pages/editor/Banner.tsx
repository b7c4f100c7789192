import { useEffect } from "react";
import type { ApiProblem } from "../../api/problem";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { sentence } from "../../ui/ErrorState";
import { CrossIcon, InfoIcon, OfflineIcon, WarningIcon } from "../../ui/icons";
import styles from "./Banner.module.css";
import type { Desk, DeskNotes } from "./desk";
import type { EditorSession } from "./session";
import { showRegion } from "./show-region";
import { useSync } from "./use-desk";

interface Props {
  desk: Desk;
  session: EditorSession;
  notes: DeskNotes;
}

/** Strips below the bar, for what the person should know or decide; most of the time there is none. */
export function Banner({ desk, session, notes }: Props) {
  const sync = useSync(session);
  // Whoever submits too early is led to what is missing, and by the next attempt to what is missing then.
  useEffect(() => {
    if (notes.missing.length > 0) showMissing(session, notes.missing);
  }, [session, notes.missing]);
  const waits = sync.waiting === 1 ? "1 change" : `${sync.waiting.toLocaleString("en")} changes`;
  return (
    <>
      {sync.phase === "offline" && (
        <Strip
          tone="warn"
          icon={OfflineIcon}
          act={
            <Button size="small" onPress={() => session.sync.retry()}>
              Try now
            </Button>
          }
        >
          {sync.problem?.status === 0 ? "The server cannot be reached. " : "The server is busy. "}
          {sync.isKept
            ? `${waits} ${sync.waiting === 1 ? "is" : "are"} kept in this browser and sent as soon as it answers; you can go on.`
            : `${waits} ${sync.waiting === 1 ? "waits" : "wait"}, and this browser keeps nothing: leave the page open.`}
        </Strip>
      )}
      {sync.phase === "stuck" && <Stuck desk={desk} session={session} problem={sync.problem} waits={waits} />}
      {sync.phase === "refused" && (
        <Strip tone="bad" icon={WarningIcon}>
          The server refused {waits}; everything else is saved. Each region says what is wrong with it.
        </Strip>
      )}
      {sync.orphans > 0 && (
        <Strip tone="info" icon={InfoIcon}>
          {sync.orphans} accepted pre-labels are not offered any more; they stay as regions of your own.
        </Strip>
      )}
      {notes.problem && <Refused desk={desk} session={session} problem={notes.problem} />}
      {notes.missing.length > 0 && !notes.problem && (
        <Strip
          tone="bad"
          icon={WarningIcon}
          act={
            <Button size="small" onPress={() => showMissing(session, notes.missing)}>
              Show
            </Button>
          }
        >
          {missingWords(notes)}
        </Strip>
      )}
    </>
  );
}

function Stuck({
  desk,
  session,
  problem,
  waits,
}: {
  desk: Desk;
  session: EditorSession;
  problem: ApiProblem | null;
  waits: string;
}) {
  const isGone = problem?.status === 404;
  const isOut = problem?.status === 401;
  return (
    <Strip
      tone="bad"
      icon={WarningIcon}
      act={
        <Button size="small" onPress={() => (isGone ? void desk.reload() : session.sync.retry())}>
          {isGone ? "Open it again with my changes" : "Try again"}
        </Button>
      }
    >
      {isOut
        ? `You are signed out. ${waits} kept in this browser: sign in in another window, then try again.`
        : isGone
          ? `This draft was submitted or discarded elsewhere. ${waits} kept here.`
          : `${waits} could not be saved and stay here. ${problem ? words(problem) : ""}`}
    </Strip>
  );
}

/** A wish of the person that was not granted: submit, skip, another task. */
function Refused({ desk, session, problem }: { desk: Desk; session: EditorSession; problem: ApiProblem }) {
  const [issue] = problem.issues;
  const key = issue?.where?.annotation;
  return (
    <Strip
      tone={problem.status === 404 ? "info" : "bad"}
      icon={problem.status === 404 ? InfoIcon : WarningIcon}
      act={
        <>
          {key && (
            <Button size="small" onPress={() => session.store.select([{ layer: "draft", key }])}>
              Show
            </Button>
          )}
          <Button
            size="small"
            tone="quiet"
            icon={CrossIcon}
            aria-label="Dismiss"
            onPress={() => desk.dismiss()}
          />
        </>
      }
    >
      {issue ? sentence(issue.message) + (issue.hint ? ` ${sentence(issue.hint)}` : "") : words(problem)}
    </Strip>
  );
}

interface StripProps {
  tone: "info" | "warn" | "bad";
  icon: typeof InfoIcon;
  act?: React.ReactNode;
  children: React.ReactNode;
}

function Strip({ tone, icon: Icon, act, children }: StripProps) {
  return (
    <div role={tone === "bad" ? "alert" : "status"} className={classes(styles.strip, styles[tone])}>
      <Icon size={16} />
      <p>{children}</p>
      {act}
    </div>
  );
}

function words(problem: ApiProblem): string {
  return [problem.message, problem.hint].filter(Boolean).map(sentence).join(" ");
}

function missingWords({ missing }: DeskNotes): string {
  const [first] = missing;
  if (!first) return "";
  const more = missing.length - 1;
  return `${sentence(first.message)} ${more > 0 ? `${more} more ${more === 1 ? "place is" : "places are"} open too.` : sentence(first.hint)}`;
}

function showMissing(session: EditorSession, [first]: DeskNotes["missing"]): void {
  if (first?.key) showRegion(session, { layer: "draft", key: first.key });
  afterPaint(() => {
    const flagged = document.querySelector<HTMLElement>(
      '[aria-label="Details"] [data-invalid] input, [aria-label="Details"] [data-invalid] textarea',
    );
    flagged?.focus();
  });
}

/** The fields of what is selected stand there one frame later. */
function afterPaint(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}
