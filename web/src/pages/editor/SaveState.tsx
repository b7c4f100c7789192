import { classes } from "../../ui/classes";
import { CheckIcon, OfflineIcon, RefreshIcon, WarningIcon } from "../../ui/icons";
import styles from "./SaveState.module.css";
import type { EditorSession } from "./session";
import { useSync } from "./use-desk";

/** A word about where the work is. What needs a decision is in a strip below the bar as well. */
export function SaveState({ session }: { session: EditorSession }) {
  const { phase, waiting } = useSync(session);
  const waits = `${waiting} ${waiting === 1 ? "change waits" : "changes wait"}`;
  switch (phase) {
    case "saved":
      return <Word icon={CheckIcon} text="Saved" />;
    case "unsaved":
    case "saving":
      return <Word icon={RefreshIcon} text="Saving…" isMoving />;
    case "offline":
      return <Word icon={OfflineIcon} text={`Offline, ${waits}`} tone="warn" />;
    case "refused":
      return <Word icon={WarningIcon} text={`${waits}: refused`} tone="bad" />;
    case "conflict":
      return <Word icon={WarningIcon} text="Changed elsewhere too" tone="bad" />;
    case "stuck":
      return <Word icon={WarningIcon} text={`Not saved, ${waits}`} tone="bad" />;
  }
}

interface WordProps {
  icon: typeof CheckIcon;
  text: string;
  tone?: "warn" | "bad";
  isMoving?: boolean;
}

function Word({ icon: Icon, text, tone, isMoving = false }: WordProps) {
  return (
    <span
      role="status"
      className={classes(styles.state, tone && styles[tone])}
      data-saving={isMoving || undefined}
    >
      <Icon size={14} />
      {text}
    </span>
  );
}
