import { useState } from "react";
import type { MetadataField } from "../../api/gen";
import { Button } from "../../ui/Button";
import { PlusIcon } from "../../ui/icons";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import styles from "./FilterBar.module.css";

const OPERATORS = [
  { id: "=", label: "is" },
  { id: ">=", label: "at least" },
  { id: "<=", label: "at most" },
] as const;

/** Adds conditions on metadata: a field, how it is compared, a value. */
export function MetadataConditions({
  fields,
  conditions,
  onChange,
}: {
  fields: readonly MetadataField[];
  conditions: readonly string[];
  onChange: (conditions: string[]) => void;
}) {
  const [name, setName] = useState<string | null>(null);
  const [operator, setOperator] = useState<"=" | ">=" | "<=">("=");
  const [value, setValue] = useState("");
  const field = fields.find((one) => one.name === name);
  const isRange = field?.kind === "number" || field?.kind === "datetime";
  const add = () => {
    const condition = `${name}${isRange ? operator : "="}${value.trim()}`;
    onChange([...conditions.filter((one) => one !== condition), condition]);
    setValue("");
  };
  return (
    <fieldset className={styles.group}>
      <legend>Metadata</legend>
      <div className={styles.condition}>
        <Select
          label="Field"
          isLabelHidden
          placeholder="Field"
          value={name}
          onChange={(id) => {
            setName(id);
            setValue("");
          }}
          choices={fields
            .filter((one) => one.kind !== "embedding")
            .map((one) => ({ id: one.name, label: one.name }))}
        />
        {isRange && (
          <Select
            label="Compared"
            isLabelHidden
            value={operator}
            onChange={setOperator}
            choices={OPERATORS}
          />
        )}
        {field?.kind === "enum" ? (
          <Select
            label="Value"
            isLabelHidden
            placeholder="Value"
            value={value || null}
            onChange={setValue}
            choices={field.options.map((option) => ({ id: option.name, label: option.name }))}
          />
        ) : (
          <TextField
            label="Value"
            isLabelHidden
            placeholder={field?.kind === "datetime" ? "2026-01-31" : "Value"}
            value={value}
            onChange={setValue}
            onKeyDown={(event) => event.key === "Enter" && field && value.trim() && add()}
          />
        )}
        <Button icon={PlusIcon} isDisabled={!field || value.trim() === ""} onPress={add}>
          Add
        </Button>
      </div>
    </fieldset>
  );
}
