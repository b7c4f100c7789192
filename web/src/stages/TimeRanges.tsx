import { type Ref as AnnotationRef, keyOf } from "../core/annotation";
import type { Store } from "../core/store";
import type { Geometry } from "../core/wire";
import { kindOf } from "../engine/style";
import { classes } from "../ui/classes";
import styles from "./TimeRanges.module.css";
import { useVersion } from "./use-version";

/** More are not drawn; all are in the list of regions. */
const MOST = 300;

interface Range extends AnnotationRef {
  readonly start: number;
  readonly end: number;
}

/** Time ranges below a player, in seconds; a press goes to where one begins. */
export function TimeRanges({
  store,
  duration,
  onSeek,
}: {
  store: Store;
  /** Of the recording, in seconds. */
  duration: number;
  onSeek: (seconds: number) => void;
}) {
  useVersion(store);
  const ranges = rangesOf(store);
  if (ranges.length === 0) return null;
  return (
    <ul className={styles.ranges} aria-label="Time ranges">
      {ranges.map((range) => (
        <li key={`${range.layer} ${range.key}`} className={styles.row}>
          <button
            type="button"
            className={classes(styles.range, styles[kindOf(range.layer)])}
            aria-pressed={store.isSelected(range.layer, range.key)}
            aria-label={`${titleOf(store, range)}, ${clock(range.start)} to ${clock(range.end)}`}
            style={{
              left: `${(100 * range.start) / duration}%`,
              width: `${(100 * Math.max(0, range.end - range.start)) / duration}%`,
              borderColor: colorOf(store, range),
            }}
            onClick={() => {
              store.select([range]);
              onSeek(range.start);
            }}
          >
            <span className={styles.name}>{titleOf(store, range)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Seconds as people write them, to a tenth. */
export function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - 60 * minutes).toFixed(1).padStart(4, "0")}`;
}

function rangesOf(store: Store): Range[] {
  const found: Range[] = [];
  for (const layer of store.layers.values()) {
    for (const annotation of layer.values()) {
      const range = secondsOf(annotation.geometry);
      const key = keyOf(annotation);
      if (range && found.length < MOST && store.isVisible(layer.id, key))
        found.push({ layer: layer.id, key, ...range });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

function secondsOf(geometry: Geometry | null | undefined): { start: number; end: number } | null {
  if (geometry?.type !== "time_range") return null;
  const scale = geometry.unit === "ms" ? 1000 : 1;
  return { start: geometry.start / scale, end: geometry.end / scale };
}

function titleOf(store: Store, ref: AnnotationRef): string {
  const annotation = store.at(ref);
  return annotation ? (store.ontology?.titleOf(annotation) ?? annotation.feature ?? "Unlabelled") : "";
}

function colorOf(store: Store, ref: AnnotationRef): string | undefined {
  const annotation = store.at(ref);
  return annotation && store.ontology?.colorOf(annotation);
}
