import { classes } from "./classes";
import styles from "./Loading.module.css";

/** A grey line or block where something will be. */
export function Skeleton({ width = "100%", height = "0.875rem" }: { width?: string; height?: string }) {
  return <span aria-hidden="true" className={styles.skeleton} style={{ width, height }} />;
}

const WIDTHS = ["62%", "84%", "48%", "73%", "56%", "79%"];

/** A page or part of one that is being fetched. It appears after a moment: what is quick does not flicker. */
export function Loading({
  label = "Loading",
  rows = 4,
  shape = "rows",
}: {
  /** What is being fetched, read aloud. */
  label?: string;
  rows?: number;
  shape?: "rows" | "tiles";
}) {
  return (
    <div role="status" aria-label={label} className={classes(styles.loading, styles[shape])}>
      {Array.from({ length: rows }, (_, row) => row).map((row) =>
        shape === "tiles" ? (
          <Skeleton key={row} height="8rem" />
        ) : (
          <div key={row} className={styles.row}>
            <Skeleton width={WIDTHS[row % WIDTHS.length]} />
            <Skeleton width="5rem" />
          </div>
        ),
      )}
    </div>
  );
}
