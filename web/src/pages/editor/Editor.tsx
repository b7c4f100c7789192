import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import { countOf } from "../../ui/format";
import { Loading } from "../../ui/Loading";
import { toast } from "../../ui/Toast";
import { Banner } from "./Banner";
import { CommandPalette } from "./CommandPalette";
import { ConflictDialog } from "./ConflictDialog";
import type { Desk, DeskNotes } from "./desk";
import styles from "./Editor.module.css";
import { FeaturePalette } from "./FeaturePalette";
import { OutdatedDialog } from "./OutdatedDialog";
import { RightPanel } from "./RightPanel";
import { ReviewBar } from "./review/ReviewBar";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { SkipDialog } from "./SkipDialog";
import { Stage } from "./Stage";
import type { EditorSession } from "./session";
import { ToolRail } from "./ToolRail";
import { TopBar } from "./TopBar";
import { useActions } from "./use-actions";
import { useKeyboard } from "./use-keyboard";

export type Panel = "features" | "details";

interface Props {
  desk: Desk;
  session: EditorSession;
  notes: DeskNotes;
}

/**
 * One open task: bar, tools, features, the stage, and what is known about it at the right.
 *
 * The next task is another `session` in the same editor: building all of it anew would take longer than everything else
 * between two tasks. What belongs to one task only has its draft's id as its key.
 */
export function Editor({ desk, session, notes }: Props) {
  const [asked, setAsked] = useState<"help" | "palette" | "skip" | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<Panel>>(narrow);
  const stage = useRef<HTMLElement>(null);
  const fold = (panel: Panel) => setFolded(toggled(folded, panel));
  const ask = useCallback((what: "help" | "palette" | "skip") => () => setAsked(what), []);
  const close = () => setAsked(null);
  useKeyboard(session.keys);
  useEffect(() => {
    setAsked(null);
    if (session.resumed > 0)
      toast(`${countOf(session.resumed, "change")} of an earlier window taken up again`);
  }, [session]);
  const acts = useActions(desk, session, stage, ask);
  const { id } = session.draft;
  return (
    <main className={styles.editor} aria-label={`Labeling ${session.task.data_row.global_key ?? ""}`}>
      <TopBar desk={desk} session={session} notes={notes} folded={folded} onFold={fold} onAsk={ask} />
      <Banner desk={desk} session={session} notes={notes} />
      <ReviewBar key={`review ${id}`} session={session} />
      <div className={styles.work}>
        <ToolRail session={session} onPicked={acts.focusStage} />
        {!folded.has("features") && <FeaturePalette session={session} onPicked={acts.focusStage} />}
        <section ref={stage} className={styles.stage} aria-label="Stage">
          <Suspense fallback={<Loading label="Loading the stage" />}>
            <Stage key={id} session={session} />
          </Suspense>
        </section>
        {!folded.has("details") && (
          <RightPanel desk={desk} session={session} missing={notes.missing} onLeave={acts.focusStage} />
        )}
      </div>
      <ConflictDialog key={`conflict ${id}`} session={session} />
      <OutdatedDialog desk={desk} notes={notes} />
      {asked === "skip" && <SkipDialog desk={desk} onClose={close} />}
      {asked === "help" && <ShortcutsDialog session={session} onClose={close} />}
      {asked === "palette" && <CommandPalette session={session} onClose={close} onPicked={acts.focusStage} />}
    </main>
  );
}

/** On a narrow screen the list of features is folded at first: its keys and the rail are still there. */
function narrow(): ReadonlySet<Panel> {
  return window.matchMedia("(max-width: 1100px)").matches ? new Set<Panel>(["features"]) : new Set<Panel>();
}

function toggled(set: ReadonlySet<Panel>, panel: Panel): ReadonlySet<Panel> {
  const next = new Set(set);
  if (!next.delete(panel)) next.add(panel);
  return next;
}
