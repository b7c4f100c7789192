import { count } from "../../ui/format";
import styles from "./StateBar.module.css";
import { STATE_ORDER, STATES, totalOf } from "./words";

/** Where the tasks of a project stand, as one bar. */
export function StateBar({ counts, isThin = false }: { counts: Record<string, number>; isThin?: boolean }) {
  const total = totalOf(counts);
  const words = STATE_ORDER.map((state) => `${STATES[state].label} ${count(counts[state] ?? 0)}`).join(", ");
  return (
    <div role="img" aria-label={words} className={`${styles.bar} ${isThin ? styles.thin : ""}`}>
      {total > 0 &&
        [...STATE_ORDER].reverse().map((state) => {
          const share = (counts[state] ?? 0) / total;
          return share > 0 ? (
            <span
              key={state}
              className={styles[state]}
              style={{ flexGrow: share }}
              title={STATES[state].label}
            />
          ) : null;
        })}
    </div>
  );
}

/** What the colours of the bar mean, with the numbers. */
export function StateLegend({ counts }: { counts: Record<string, number> }) {
  return (
    <dl className={styles.legend}>
      {STATE_ORDER.map((state) => (
        <div key={state} className={styles.entry}>
          <dt>
            <span aria-hidden="true" className={`${styles.dot} ${styles[state]}`} />
            {STATES[state].label}
          </dt>
          <dd className="numeric">{count(counts[state] ?? 0)}</dd>
          <dd className={styles.meaning}>{STATES[state].meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
