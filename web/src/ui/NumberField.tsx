import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Button,
  Group,
  Input,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./field.module.css";
import { MinusIcon, PlusIcon } from "./icons";
import { FieldLabel, FieldNotes, type FieldText } from "./TextField";

export interface NumberFieldProps
  extends FieldText,
    Omit<AriaNumberFieldProps, "children" | "className" | "style" | "isInvalid"> {}

/** A field for a number, which arrow keys and buttons change by `step`. */
export function NumberField({ label, isLabelHidden, hint, error, ...rest }: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={Boolean(error)} className={styles.field ?? ""}>
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={classes(styles.control, styles.group)}>
        <Input className={classes(styles.inner, "numeric")} />
        <Button slot="decrement" className={styles.step}>
          <MinusIcon size={12} />
        </Button>
        <Button slot="increment" className={styles.step}>
          <PlusIcon size={12} />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
    </AriaNumberField>
  );
}
