import { Message, sentence } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { ProgressBar } from "../../ui/ProgressBar";
import type { BulkOutcome } from "./bulk";
import styles from "./dialogs.module.css";

/** How far something over many data rows has come, and what could not be done. */
export function BulkResult({
  label,
  done,
  total,
  outcome,
}: {
  label: string;
  done: number;
  total: number;
  outcome: BulkOutcome | null;
}) {
  const reasons = new Map<string, number>();
  for (const { error } of outcome?.failed ?? []) {
    const reason = error instanceof Error ? error.message : String(error);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return (
    <div className={styles.form}>
      <ProgressBar
        label={label}
        value={done}
        maxValue={Math.max(1, total)}
        tone={outcome?.failed.length ? "bad" : "accent"}
      />
      {outcome && outcome.failed.length > 0 && (
        <ul className={styles.facts}>
          {[...reasons].slice(0, 5).map(([reason, failed]) => (
            <li key={reason}>
              {countOf(failed, "data row")}: <Message text={sentence(reason)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
