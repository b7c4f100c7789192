import type { DiffPair, TaskDiff } from "../../../api/gen";
import type { OntologyIndex } from "../../../core/ontology";
import { classes } from "../../../ui/classes";
import styles from "./DiffList.module.css";
import { ORDER, placeOfPair, titleOfPair, VERDICTS, type Verdict } from "./verdicts";

/** So many disagreements are listed; whoever has more goes through them on the stage. */
const MOST = 300;

/** How often the sides agree, and how they do not. */
export function DiffCounts({ counts }: { counts: TaskDiff["counts"] }) {
  const shown = ORDER.filter((one) => (counts[one] ?? 0) > 0);
  return (
    <ul className={styles.counts} aria-label="Verdicts">
      {shown.map((one) => (
        <li key={one} className={styles.count}>
          <Sign verdict={one} />
          {VERDICTS[one].title}
          <span className={styles.number}>{(counts[one] ?? 0).toLocaleString("en")}</span>
        </li>
      ))}
    </ul>
  );
}

export function Sign({ verdict }: { verdict: Verdict }) {
  const { sign, color } = VERDICTS[verdict];
  return (
    <span className={styles.sign} style={{ background: color }} aria-hidden="true">
      {sign}
    </span>
  );
}

interface Props {
  diff: TaskDiff;
  pairs: readonly DiffPair[];
  ontology: OntologyIndex;
  current: number | null;
  onChoose: (no: number) => void;
}

/** The disagreements one by one. */
export function DiffList({ diff, pairs, ontology, current, onChoose }: Props) {
  return (
    <>
      <ol className={styles.pairs} aria-label="Disagreements">
        {pairs.slice(0, MOST).map((pair, no) => (
          <li key={`${pair.left}/${pair.right}`}>
            <button
              type="button"
              aria-current={no === current || undefined}
              className={classes(styles.pair, no === current && styles.current)}
              onClick={() => onChoose(no)}
            >
              <Sign verdict={pair.verdict} />
              <span className={styles.title}>{titleOfPair(diff, pair, ontology)}</span>
              <span className={styles.place}>{placeOfPair(diff, pair)}</span>
              <span className={styles.number}>
                <span className="visually-hidden">{VERDICTS[pair.verdict].title} </span>
                {pair.iou !== null && pair.verdict !== "missing" ? pair.iou.toFixed(2) : ""}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {pairs.length > MOST && (
        <p className={styles.more}>
          and {(pairs.length - MOST).toLocaleString("en")} more: step through them
        </p>
      )}
    </>
  );
}
