import { Select } from "../../../ui/Select";
import { TextField } from "../../../ui/TextField";
import { MEDIA } from "../../catalog/medium";
import { NOTHING } from "../../catalog/selection";
import styles from "./NewProjectPage.module.css";
import type { Plan } from "./plan";

export interface StepProps {
  plan: Plan;
  onChange: (part: Partial<Plan>) => void;
}

/** What the project is called, and what is looked at in it. */
export function ProjectStep({ plan, onChange }: StepProps) {
  return (
    <div className={styles.form}>
      <TextField
        label="Name"
        value={plan.name}
        onChange={(name) => onChange({ name })}
        placeholder="Crossings in spring"
        autoFocus
      />
      <TextField
        label="Description"
        rows={3}
        value={plan.description}
        onChange={(description) => onChange({ description })}
        hint="What people who label should know."
      />
      <Select
        label="Media type"
        value={plan.mediaType}
        onChange={(mediaType) =>
          onChange({
            mediaType,
            rows: { filter: { ...plan.rows.filter, medium: mediaType }, selection: NOTHING },
          })
        }
        choices={MEDIA}
        hint="Which tools are offered, and which data rows are shown first."
      />
    </div>
  );
}
