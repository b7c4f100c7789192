import { capsOf } from "../../core/keys/chord";
import { classes } from "../../ui/classes";
import styles from "./Caps.module.css";
import { isMac } from "./keymap-choice";

/** The keys of a chord as caps; of a sequence, one after the other. */
export function Caps({ chord, isFaint = false }: { chord: string | null | undefined; isFaint?: boolean }) {
  if (!chord) return null;
  const steps = capsOf(chord, isMac);
  return (
    <span className={classes(styles.caps, isFaint && styles.faint)}>
      {steps.flatMap((caps, step) =>
        caps.map((cap, no) => (
          <kbd key={`${step} ${cap}`} className={classes(styles.cap, step > 0 && no === 0 && styles.then)}>
            {cap}
          </kbd>
        )),
      )}
    </span>
  );
}

/** A chord as the tooltips of `ui` spell it. */
export function tipOf(chords: readonly string[] | undefined): string | undefined {
  return chords?.[0]?.replace("meta+", "ctrl+");
}
