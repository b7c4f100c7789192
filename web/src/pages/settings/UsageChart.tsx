import { classes } from "../../ui/classes";
import { count, countOf } from "../../ui/format";
import styles from "./UsageChart.module.css";
import { KINDS, type Period } from "./usage";

/** Annotations by day or month, a bar each; the table beside it has the same numbers. */
export function UsageChart({ periods, by }: { periods: readonly Period[]; by: "day" | "month" }) {
  const most = Math.max(1, ...periods.map((period) => period.total));
  const total = periods.reduce((sum, period) => sum + period.total, 0);
  const shownKinds = KINDS.filter(({ kind }) => periods.some((period) => period.counts[kind]));
  const first = periods[0]?.period ?? "";
  const last = periods[periods.length - 1]?.period ?? "";
  return (
    <figure className={styles.figure}>
      <div
        role="img"
        aria-label={`${countOf(total, "annotation")} from ${first} to ${last}; at most ${count(most)} in one ${by}`}
        className={styles.chart}
      >
        <span className={styles.most}>{count(most)}</span>
        <div className={styles.bars}>
          {periods.map(({ period, counts, total: all }) => (
            <div key={period} title={`${period}: ${count(all)}`} className={styles.slot}>
              {shownKinds.map(({ kind }) => {
                const share = (counts[kind] ?? 0) / most;
                return share > 0 ? (
                  <span key={kind} className={styles[kind]} style={{ height: `${share * 100}%` }} />
                ) : null;
              })}
            </div>
          ))}
        </div>
        <div className={styles.axis}>
          <span>{first}</span>
          <span>{last}</span>
        </div>
      </div>
      <figcaption className={styles.legend}>
        {shownKinds.map(({ kind, label }) => (
          <span key={kind}>
            <span className={classes(styles.dot, styles[kind])} /> {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
