import type { ImportDetail } from "../../api/gen";
import { count, countOf } from "../../ui/format";
import { Section } from "../../ui/Page";
import { Time } from "../../ui/Time";
import styles from "./imports.module.css";

const ACTIONS: Record<string, string> = {
  publish: "Published",
  undo: "Undone",
  redo: "Redone",
};

/** When it was shown and hidden, by whom, and what later imports made of it. */
export function StandingPart({ job }: { job: ImportDetail }) {
  const { standing } = job;
  return (
    <Section title="History">
      <ol className={styles.history}>
        {standing.changes.map((change) => (
          <li key={`${change.action} ${change.at}`}>
            {ACTIONS[change.action] ?? change.action}
            {change.by && ` by ${change.by}`}{" "}
            <span className={styles.faint}>
              <Time at={change.at} />
            </span>
          </li>
        ))}
      </ol>
      {standing.superseded_by.map((later) => (
        <p key={later.id}>
          {countOf(later.annotations, "annotation")} {later.annotations === 1 ? "was" : "were"} replaced by{" "}
          <a href={`/imports/${later.id}`}>{later.name}</a>.
        </p>
      ))}
      {standing.overlaps.count > 0 && (
        <p className={styles.faint}>
          {count(standing.overlaps.count)} later {standing.overlaps.count === 1 ? "import is" : "imports are"}{" "}
          about the same data rows.
        </p>
      )}
      {!standing.can_undo && standing.why_not && !job.undone_at && (
        <p className={styles.faint}>It cannot be undone: {standing.why_not}</p>
      )}
      {!job.is_complete && (
        <p className={styles.faint}>Tasks and labels still follow what readers see already.</p>
      )}
    </Section>
  );
}
