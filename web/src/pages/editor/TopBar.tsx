import { Button, IconButton, LinkButton } from "../../ui/Button";
import { CopyButton } from "../../ui/CopyButton";
import {
  ArrowLeftIcon,
  ArrowRightIcon,
  ChevronLeftIcon,
  HelpIcon,
  RedoIcon,
  SidebarIcon,
  SkipIcon,
  UndoIcon,
} from "../../ui/icons";
import { tipOf } from "./Caps";
import type { Desk, DeskNotes } from "./desk";
import type { Panel } from "./Editor";
import { PaletteIcon, SidebarRightIcon } from "./icons";
import { useReview } from "./review/use-review";
import { SaveState } from "./SaveState";
import type { EditorSession } from "./session";
import { titleOf } from "./session";
import styles from "./TopBar.module.css";
import { useKeymap } from "./use-keymap";
import { useStore } from "./use-store";

interface Props {
  desk: Desk;
  session: EditorSession;
  notes: DeskNotes;
  folded: ReadonlySet<Panel>;
  onFold: (panel: Panel) => void;
  onAsk: (what: "help" | "palette" | "skip") => () => void;
}

/** Which task this is, what can be done with all of it, and how far it is saved. */
export function TopBar({ desk, session, notes, folded, onFold, onAsk }: Props) {
  const keymap = useKeymap(session.keys);
  const tip = (id: Parameters<typeof keymap.chords.get>[0]) => tipOf(keymap.chords.get(id));
  const { store } = session;
  const undo = useStore(store, (one) => one.undoTitle);
  const redo = useStore(store, (one) => one.redoTitle);
  const isBusy = notes.isBusy !== null;
  const { isAwaited } = useReview(session);
  return (
    <header className={styles.bar}>
      <div className={styles.where}>
        <LinkButton tone="quiet" size="small" icon={ChevronLeftIcon} href={`/projects/${session.projectUid}`}>
          <span className={styles.project}>{session.project.name}</span>
        </LinkButton>
        <span className={styles.divider} aria-hidden="true" />
        <h1 className={styles.title} title={titleOf(session.task)}>
          {titleOf(session.task)}
        </h1>
        <span className={styles.copy}>
          <CopyButton isIconOnly text={titleOf(session.task)} label="Copy the global key" />
        </span>
        <Left notes={notes} session={session} />
      </div>
      <div className={styles.group}>
        <IconButton
          icon={ArrowLeftIcon}
          label="Previous task"
          shortcut={tip("task.previous")}
          isDisabled={isBusy || !desk.canGoBack}
          onPress={() => void desk.previous()}
        />
        <IconButton
          icon={ArrowRightIcon}
          label="Next task, leaving this one"
          shortcut={tip("task.next")}
          isDisabled={isBusy}
          onPress={() => void desk.next()}
        />
        <span className={styles.divider} aria-hidden="true" />
        <IconButton
          icon={UndoIcon}
          label={undo ? `Undo: ${undo}` : "Undo"}
          shortcut={tip("edit.undo")}
          isDisabled={undo === null}
          onPress={() => store.undo()}
        />
        <IconButton
          icon={RedoIcon}
          label={redo ? `Redo: ${redo}` : "Redo"}
          shortcut={tip("edit.redo")}
          isDisabled={redo === null}
          onPress={() => store.redo()}
        />
      </div>
      <SaveState session={session} />
      <div className={styles.group}>
        <IconButton
          icon={PaletteIcon}
          label="Search actions"
          shortcut={tip("palette.open")}
          onPress={onAsk("palette")}
        />
        <IconButton
          icon={HelpIcon}
          label="Keyboard shortcuts"
          shortcut={tip("help.open")}
          onPress={onAsk("help")}
        />
        <IconButton
          icon={SidebarIcon}
          label={folded.has("features") ? "Show the features" : "Hide the features"}
          aria-pressed={!folded.has("features")}
          onPress={() => onFold("features")}
        />
        <IconButton
          icon={SidebarRightIcon}
          label={folded.has("details") ? "Show the details" : "Hide the details"}
          aria-pressed={!folded.has("details")}
          onPress={() => onFold("details")}
        />
      </div>
      <div className={styles.group}>
        <Button
          icon={SkipIcon}
          isPending={notes.isBusy === "skip"}
          isDisabled={isBusy}
          onPress={onAsk("skip")}
        >
          Skip
        </Button>
        <Button
          tone={isAwaited ? "plain" : "primary"}
          isPending={notes.isBusy === "submit"}
          isDisabled={isBusy && notes.isBusy !== "submit"}
          onPress={() => void desk.submit()}
        >
          Submit
        </Button>
      </div>
    </header>
  );
}

/** How much of the queue is left; what comes back for rework counts too. */
function Left({ notes, session }: { notes: DeskNotes; session: EditorSession }) {
  const counts = (notes.project ?? session.project).task_counts as Record<string, number>;
  const left = (counts.to_label ?? 0) + (counts.rework ?? 0);
  const { state } = session.task;
  const isLabeled = state === "done" || state === "in_review";
  return (
    <span className={styles.left}>
      {isLabeled ? (state === "done" ? "submitted" : "in review") : `${left.toLocaleString("en")} to label`}
      {state === "rework" && <span className={styles.rework}>rework</span>}
    </span>
  );
}
