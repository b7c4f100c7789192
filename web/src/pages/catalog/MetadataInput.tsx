import { useState } from "react";
import type { MetadataField } from "../../api/gen";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import styles from "./dialogs.module.css";
import { metadataValue } from "./url-list";

/** A field and the value given for it; undefined while what is typed does not fit. */
export interface MetadataValue {
  name: string;
  value: unknown;
  /** The kind of a field that is to be made; null for one there is. */
  newKind: "string" | "number" | "datetime" | null;
}

export const EMPTY_VALUE: MetadataValue = { name: "", value: undefined, newKind: null };

/** What is missing of a field, and of a value unless it is only to be named; null when nothing. */
export function lackOf({ name, value, newKind }: MetadataValue, isNameOnly = false): string | null {
  if (name.trim() === "") {
    return newKind === null ? "Choose a field" : "Give the field a name";
  }
  return isNameOnly || value !== undefined ? null : "Give a value that fits the field";
}

const NEW = "\u0000new";
const KINDS = [
  { id: "string", label: "Text" },
  { id: "number", label: "Number" },
  { id: "datetime", label: "Date and time" },
] as const;

/** Chooses a field of metadata, or names a new one, and a value that fits it. */
export function MetadataInput({
  fields,
  given,
  onChange,
  isNameOnly = false,
}: {
  fields: readonly MetadataField[];
  given: MetadataValue;
  onChange: (given: MetadataValue) => void;
  isNameOnly?: boolean;
}) {
  const [text, setText] = useState("");
  const field = fieldOf(fields, given);
  const type = (next: string, to: MetadataValue = given) => {
    setText(next);
    const value = next.trim() === "" ? undefined : metadataValue(next.trim(), fieldOf(fields, to));
    onChange({ ...to, value });
  };
  const choose = (id: string) =>
    type("", id === NEW ? { name: "", value: undefined, newKind: "string" } : { ...EMPTY_VALUE, name: id });
  const isWrong = text.trim() !== "" && given.value === undefined;
  return (
    <>
      <Select
        label="Field"
        placeholder="Choose a field"
        value={given.newKind ? NEW : given.name || null}
        onChange={choose}
        choices={[
          ...fields
            .filter(({ kind }) => kind !== "embedding")
            .map(({ name, kind }) => ({ id: name, label: name, note: kind })),
          ...(isNameOnly ? [] : [{ id: NEW, label: "A new field …" }]),
        ]}
      />
      {given.newKind && (
        <div className={styles.pair}>
          <TextField label="Name" value={given.name} onChange={(name) => onChange({ ...given, name })} />
          <Select
            label="Kind"
            value={given.newKind}
            onChange={(newKind) => type(text, { ...given, newKind })}
            choices={KINDS}
          />
        </div>
      )}
      {!isNameOnly && field?.kind === "enum" && (
        <Select
          label="Value"
          placeholder="Choose a value"
          value={text || null}
          onChange={(value) => type(value)}
          choices={field.options.map(({ name }) => ({ id: name, label: name }))}
        />
      )}
      {!isNameOnly && field?.kind !== "enum" && (
        <TextField
          label="Value"
          value={text}
          onChange={(value) => type(value)}
          error={isWrong ? `This is no ${field?.kind}` : undefined}
          placeholder={field?.kind === "datetime" ? "2026-01-31T09:30:00Z" : undefined}
        />
      )}
    </>
  );
}

function fieldOf(fields: readonly MetadataField[], given: MetadataValue): MetadataField | undefined {
  if (given.newKind) {
    return { id: "", name: given.name, kind: given.newKind, is_reserved: false, options: [] };
  }
  return fields.find(({ name }) => name === given.name);
}
