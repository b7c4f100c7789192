import { capsOf } from "../../core/keys/chord";
import { classes } from "../../ui/classes";
import styles from "./Caps.module.css";
import { isMac } from "./keymap-choice";

/** The keys of a chord as caps; of a sequence, one after the other. */
export function Caps({ chord, isFaint = false }: { chord: string | null | undefined; isFaint?: boolean }) {
  if (!chord) return null;
  const caps = capsOf(chord, isMac).flatMap((step, no) =>
    step.map((cap, at) => ({ cap, isThen: no > 0 && at === 0 })),
  );
  return (
    <span className={classes(styles.caps, isFaint && styles.faint)}>
      {caps.map(({ cap, isThen }) => (
        <kbd key={`${cap} ${isThen}`} className={classes(styles.cap, isThen && styles.then)}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}

/** A chord as the tooltips of `ui` spell it. */
export function tipOf(chords: readonly string[] | undefined): string | undefined {
  return chords?.[0]?.replace("meta+", "ctrl+");
}
