import type { MouseEvent } from "react";
import { CheckMark } from "../../ui/Checkbox";
import { Time } from "../../ui/Time";
import { MediaIcon } from "./MediaIcon";
import { mediaLabel } from "./medium";
import type { GridView } from "./RowGrid";
import styles from "./RowTile.module.css";
import type { RowSummary } from "./rows";
import { Thumbnail } from "./Thumbnail";

interface RowTileProps {
  id: string;
  row: RowSummary;
  view: GridView;
  isPicked: boolean;
  isOpen: boolean;
  isFocusable: boolean;
  onClick: (event: MouseEvent) => void;
  onPick: (isShift: boolean) => void;
}

/** One data row in the grid. */
export function RowTile({ id, row, view, isPicked, isOpen, isFocusable, onClick, onPick }: RowTileProps) {
  const name = row.key || row.id;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are drawn where they are seen are no table
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it listens to the keys
    <div
      id={id}
      role="gridcell"
      aria-selected={isPicked}
      tabIndex={isFocusable ? 0 : -1}
      data-open={isOpen || undefined}
      className={view === "list" ? styles.line : styles.tile}
      onClick={onClick}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={isPicked ? `Unpick ${name}` : `Pick ${name}`}
        className={styles.pick}
        data-selected={isPicked || undefined}
        onClick={(event) => {
          event.stopPropagation();
          onPick(event.shiftKey);
        }}
      >
        <CheckMark />
      </button>
      <span className={styles.thumbnail}>
        <Thumbnail row={row} size={view === "list" ? 64 : 256} />
      </span>
      {view === "list" ? <Line row={row} name={name} /> : <Caption row={row} name={name} />}
    </div>
  );
}

function Caption({ row, name }: { row: RowSummary; name: string }) {
  return (
    <span className={styles.caption}>
      <MediaIcon medium={row.medium} size={12} />
      <span className={styles.name} title={name}>
        {name}
      </span>
    </span>
  );
}

function Line({ row, name }: { row: RowSummary; name: string }) {
  return (
    <>
      <span className={styles.name} title={name}>
        {name}
      </span>
      <span className={styles.fact}>{mediaLabel(row.medium)}</span>
      <span className={`${styles.fact} numeric`}>{row.size || "–"}</span>
      <span className={`${styles.fact} ${styles.wide}`} title={row.metadata}>
        {row.error ?? (row.metadata || "–")}
      </span>
      <span className={styles.fact}>
        <Time at={row.createdAt} />
      </span>
    </>
  );
}
