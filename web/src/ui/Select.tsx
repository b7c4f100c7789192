import type { ReactNode } from "react";
import {
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Button,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./field.module.css";
import { CheckIcon, ChevronDownIcon } from "./icons";
import type { IconComponent } from "./icons/Icon";
import list from "./list.module.css";
import { FieldLabel, FieldNotes, type FieldText } from "./TextField";

/** One of the things that can be chosen. */
export interface Choice<K extends Key = Key> {
  id: K;
  label: string;
  /** A second, fainter line. */
  note?: ReactNode;
  icon?: IconComponent;
  isDisabled?: boolean;
}

export function ChoiceItem({ choice }: { choice: Choice }) {
  const { icon: Icon } = choice;
  return (
    <ListBoxItem
      id={choice.id}
      textValue={choice.label}
      isDisabled={choice.isDisabled}
      className={list.item ?? ""}
    >
      {Icon && <Icon />}
      <span className={list.body}>
        <Text slot="label">{choice.label}</Text>
        {choice.note && (
          <Text slot="description" className={list.note}>
            {choice.note}
          </Text>
        )}
      </span>
      <CheckIcon className={list.tick} />
    </ListBoxItem>
  );
}

export interface SelectProps<K extends Key>
  extends FieldText,
    Omit<
      AriaSelectProps<Choice<K>>,
      | "children"
      | "className"
      | "style"
      | "isInvalid"
      | "value"
      | "onChange"
      | "selectedKey"
      | "defaultSelectedKey"
      | "onSelectionChange"
    > {
  choices: readonly Choice<K>[];
  value: K | null;
  onChange: (value: K) => void;
}

/** One of a few things. For more than about twenty take a ComboBox, which can be searched. */
export function Select<K extends Key>({
  label,
  isLabelHidden,
  hint,
  error,
  choices,
  value,
  onChange,
  ...rest
}: SelectProps<K>) {
  return (
    <AriaSelect
      {...rest}
      aria-label={isLabelHidden && typeof label === "string" ? label : undefined}
      value={value}
      onChange={(key) => key !== null && onChange(key as K)}
      isInvalid={Boolean(error)}
      className={styles.field ?? ""}
    >
      {!isLabelHidden && <FieldLabel label={label} />}
      <Button className={classes(styles.control)}>
        <SelectValue className={list.body}>
          {({ selectedText, defaultChildren, isPlaceholder }) => (
            <span>{isPlaceholder ? defaultChildren : selectedText}</span>
          )}
        </SelectValue>
        <ChevronDownIcon size={14} />
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover offset={4} className={list.popover ?? ""}>
        <ListBox items={choices} className={list.list ?? ""}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
