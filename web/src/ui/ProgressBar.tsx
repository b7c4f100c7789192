import {
  ProgressBar as AriaProgressBar,
  type ProgressBarProps as AriaProgressBarProps,
  Label,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./ProgressBar.module.css";

export interface ProgressBarProps extends Omit<AriaProgressBarProps, "children" | "className" | "style"> {
  label: string;
  /** The label is read aloud only. */
  isLabelHidden?: boolean;
  tone?: "accent" | "good" | "bad";
}

/** How far something has come; with `isIndeterminate`, that it goes on. */
export function ProgressBar({ label, isLabelHidden = false, tone = "accent", ...rest }: ProgressBarProps) {
  return (
    <AriaProgressBar
      {...rest}
      aria-label={isLabelHidden ? label : undefined}
      className={classes(styles.progress, styles[tone])}
    >
      {({ percentage, valueText, isIndeterminate }) => (
        <>
          {!isLabelHidden && (
            <span className={styles.words}>
              <Label>{label}</Label>
              <span className={styles.value}>{isIndeterminate ? "" : valueText}</span>
            </span>
          )}
          <span className={styles.track}>
            <span
              className={classes(styles.fill, isIndeterminate && styles.endless)}
              style={isIndeterminate ? undefined : { width: `${percentage}%` }}
            />
          </span>
        </>
      )}
    </AriaProgressBar>
  );
}
