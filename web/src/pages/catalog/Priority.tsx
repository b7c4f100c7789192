import { Segmented } from "../../ui/Segmented";
import styles from "./dialogs.module.css";

const PRIORITIES = [
  { id: "1", label: "1 high" },
  { id: "2", label: "2" },
  { id: "3", label: "3" },
  { id: "4", label: "4" },
  { id: "5", label: "5 low" },
] as const;

export type PriorityValue = (typeof PRIORITIES)[number]["id"];

/** Which tasks are handed out first. */
export function Priority({
  value,
  onChange,
}: {
  value: PriorityValue;
  onChange: (value: PriorityValue) => void;
}) {
  return (
    <div className={styles.field}>
      <span className={styles.label}>Priority</span>
      <Segmented label="Priority" segments={PRIORITIES} value={value} onChange={onChange} />
    </div>
  );
}
