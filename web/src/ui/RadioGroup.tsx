import type { ReactNode } from "react";
import {
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  type RadioProps as AriaRadioProps,
} from "react-aria-components";
import styles from "./choice.module.css";
import { classes } from "./classes";
import field from "./field.module.css";
import { FieldLabel, FieldNotes, type FieldText } from "./TextField";

export interface RadioGroupProps
  extends FieldText,
    Omit<AriaRadioGroupProps, "children" | "className" | "style" | "isInvalid"> {
  children: ReactNode;
}

/** One of a few things, all of them to be seen. */
export function RadioGroup({ label, isLabelHidden, hint, error, children, ...rest }: RadioGroupProps) {
  return (
    <AriaRadioGroup {...rest} isInvalid={Boolean(error)} className={classes(field.field, styles.group)}>
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <div className={classes(styles.choices, rest.orientation === "horizontal" && styles.across)}>
        {children}
      </div>
      <FieldNotes hint={hint} error={error} />
    </AriaRadioGroup>
  );
}

/** One of the things, with a fainter line below if it needs one. */
export function Radio({
  children,
  note,
  ...rest
}: { children: ReactNode; note?: ReactNode } & Omit<AriaRadioProps, "children" | "className" | "style">) {
  return (
    <AriaRadio {...rest} className={styles.choice ?? ""}>
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.words}>
        <span>{children}</span>
        {note && <span className={styles.note}>{note}</span>}
      </span>
    </AriaRadio>
  );
}
