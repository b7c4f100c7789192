import {
  ComboBox as AriaComboBox,
  type ComboBoxProps as AriaComboBoxProps,
  Button,
  Group,
  Input,
  type Key,
  ListBox,
  Popover,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./field.module.css";
import { ChevronDownIcon } from "./icons";
import list from "./list.module.css";
import { type Choice, ChoiceItem } from "./Select";
import { FieldLabel, FieldNotes, type FieldText } from "./TextField";

export interface ComboBoxProps<K extends Key>
  extends FieldText,
    Omit<
      AriaComboBoxProps<Choice<K>>,
      | "children"
      | "className"
      | "style"
      | "isInvalid"
      | "items"
      | "defaultItems"
      | "selectedKey"
      | "defaultSelectedKey"
      | "onSelectionChange"
      | "value"
      | "onChange"
    > {
  choices: readonly Choice<K>[];
  value: K | null;
  onChange: (value: K | null) => void;
  placeholder?: string;
  /** What the list says when nothing fits. */
  empty?: string;
}

/** One of many things, found by typing. Searches what is given; with `onInputChange` the caller does. */
export function ComboBox<K extends Key>({
  label,
  isLabelHidden,
  hint,
  error,
  choices,
  value,
  onChange,
  placeholder,
  empty = "Nothing fits what you typed",
  ...rest
}: ComboBoxProps<K>) {
  const items = rest.onInputChange ? { items: choices } : { defaultItems: choices };
  return (
    <AriaComboBox
      allowsEmptyCollection
      menuTrigger="focus"
      {...rest}
      {...items}
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as K | null)}
      isInvalid={Boolean(error)}
      className={styles.field ?? ""}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={classes(styles.control, styles.group)}>
        <Input placeholder={placeholder} className={styles.inner} />
        <Button className={styles.clear}>
          <ChevronDownIcon size={14} />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
      <Popover offset={4} className={list.popover ?? ""}>
        <ListBox className={list.list ?? ""} renderEmptyState={() => <p className={list.empty}>{empty}</p>}>
          {(choice: Choice<K>) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
