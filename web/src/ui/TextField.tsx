import type { ReactNode, Ref } from "react";
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
  TextArea,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./field.module.css";
import { CrossIcon, SearchIcon } from "./icons";

/** What every field has around its control. */
export interface FieldText {
  label: ReactNode;
  /** The label is read aloud only; the place says what the field is for. */
  isLabelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value; shown instead of the hint. */
  error?: ReactNode;
}

export function FieldLabel({ label, isLabelHidden }: FieldText) {
  return <Label className={isLabelHidden ? "visually-hidden" : styles.label}>{label}</Label>;
}

export function FieldNotes({ hint, error }: Partial<FieldText>) {
  return (
    <>
      {hint && !error && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </>
  );
}

export interface TextFieldProps
  extends FieldText,
    Omit<AriaTextFieldProps, "children" | "className" | "style" | "isInvalid"> {
  placeholder?: string;
  /** Lines of a larger field. */
  rows?: number;
  /** Ids, keys, code: in the typeface of code. */
  isCode?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

/** A field for a text. */
export function TextField(props: TextFieldProps) {
  const { label, isLabelHidden, hint, error, placeholder, rows, isCode, inputRef, ...rest } = props;
  const look = classes(styles.control, isCode && styles.code);
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={styles.field ?? ""}>
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      {rows ? (
        <TextArea rows={rows} placeholder={placeholder} className={look} />
      ) : (
        <Input ref={inputRef} placeholder={placeholder} className={look} />
      )}
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, "children" | "className" | "style"> {
  label: string;
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** A field to search with; Escape empties it. */
export function SearchField({ label, placeholder = label, inputRef, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={styles.field ?? ""}>
      <Group className={classes(styles.control, styles.group)}>
        <SearchIcon className={styles.lead} />
        <Input ref={inputRef} placeholder={placeholder} className={styles.inner} />
        <Button className={styles.clear}>
          <CrossIcon size={12} />
        </Button>
      </Group>
    </AriaSearchField>
  );
}
