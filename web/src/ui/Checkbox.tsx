import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  type CheckboxGroupProps as AriaCheckboxGroupProps,
  type CheckboxProps as AriaCheckboxProps,
} from "react-aria-components";
import styles from "./choice.module.css";
import { classes } from "./classes";
import field from "./field.module.css";
import { FieldLabel, FieldNotes, type FieldText } from "./TextField";

export interface CheckboxProps extends Omit<AriaCheckboxProps, "children" | "className" | "style"> {
  children?: ReactNode;
  /** A fainter line below. */
  note?: ReactNode;
}

/** The square of a checkbox, also for rows that are selected. */
export function CheckMark({ isIndeterminate }: { isIndeterminate?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={styles.box}>
      <path d={isIndeterminate ? "M4.5 8h7" : "m4.2 8.3 2.6 2.6 5-5.6"} />
    </svg>
  );
}

/** A thing that holds or does not. Without children it needs an `aria-label`. */
export function Checkbox({ children, note, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={styles.choice ?? ""}>
      {({ isIndeterminate }) => (
        <>
          <CheckMark isIndeterminate={isIndeterminate} />
          {children !== undefined && (
            <span className={styles.words}>
              <span>{children}</span>
              {note && <span className={styles.note}>{note}</span>}
            </span>
          )}
        </>
      )}
    </AriaCheckbox>
  );
}

/** Some checkboxes under one label; their values are what is ticked. */
export function CheckboxGroup({
  label,
  isLabelHidden,
  hint,
  error,
  children,
  ...rest
}: FieldText & { children: ReactNode } & Omit<
    AriaCheckboxGroupProps,
    "children" | "className" | "style" | "isInvalid"
  >) {
  return (
    <AriaCheckboxGroup {...rest} isInvalid={Boolean(error)} className={classes(field.field, styles.group)}>
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <div className={styles.choices}>{children}</div>
      <FieldNotes hint={hint} error={error} />
    </AriaCheckboxGroup>
  );
}
