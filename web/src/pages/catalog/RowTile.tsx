import type { MouseEvent, ReactNode } from "react";
import { CheckMark } from "../../ui/Checkbox";
import { classes } from "../../ui/classes";
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
  /** Of the whole list, the headings the first; for lines. */
  rowIndex: number;
  onClick: (event: MouseEvent) => void;
  onPick: (isShift: boolean) => void;
}

/** The columns of the lines, in their order. */
const HEADINGS: readonly { title: string; className?: string; isHidden?: boolean }[] = [
  { title: "Picked", isHidden: true },
  { title: "Picture", isHidden: true },
  { title: "Global key" },
  { title: "Media type" },
  { title: "Size", className: styles.size },
  { title: "Metadata" },
  { title: "Added", className: styles.added },
];

/** What stands above the lines, and stays there. */
export function LineHeadings() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are drawn where they are seen are no table
    <div role="row" tabIndex={-1} aria-rowindex={1} className={styles.headings}>
      {HEADINGS.map(({ title, className, isHidden }) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <span key={title} role="columnheader" tabIndex={-1} className={className}>
          {isHidden ? <span className="visually-hidden">{title}</span> : title}
        </span>
      ))}
    </div>
  );
}

/** One data row in the grid: a cell of its own as a tile, a row of cells as a line. */
export function RowTile(props: RowTileProps) {
  const { id, row, view, isPicked, isOpen, isFocusable, onClick, onPick } = props;
  const name = row.key || row.id;
  const pick = <Pick name={name} isPicked={isPicked} onPick={onPick} />;
  const isLine = view === "list";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it listens to the keys
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a row or a cell, which is not seen through the choice
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: likewise
    <div
      id={id}
      role={isLine ? "row" : "gridcell"}
      aria-rowindex={isLine ? props.rowIndex : undefined}
      aria-selected={isPicked}
      tabIndex={isFocusable ? 0 : -1}
      data-open={isOpen || undefined}
      className={isLine ? styles.line : styles.tile}
      onClick={onClick}
    >
      {isLine ? <Line row={row} name={name} pick={pick} /> : <Tile row={row} name={name} pick={pick} />}
    </div>
  );
}

interface PickProps {
  name: string;
  isPicked: boolean;
  onPick: (isShift: boolean) => void;
}

function Pick({ name, isPicked, onPick }: PickProps) {
  return (
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
  );
}

interface PartProps {
  row: RowSummary;
  name: string;
  pick: ReactNode;
}

function Tile({ row, name, pick }: PartProps) {
  return (
    <>
      {pick}
      <span className={styles.thumbnail}>
        <Thumbnail row={row} size={256} />
      </span>
      <span className={styles.caption}>
        <MediaIcon medium={row.medium} size={12} />
        <span className={styles.name} title={name}>
          {name}
        </span>
      </span>
    </>
  );
}

function Line({ row, name, pick }: PartProps) {
  return (
    <>
      <Cell>{pick}</Cell>
      <Cell className={styles.thumbnail}>
        <Thumbnail row={row} size={64} />
      </Cell>
      <Cell className={styles.name} title={name}>
        {name}
      </Cell>
      <Cell className={styles.fact}>{mediaLabel(row.medium)}</Cell>
      <Cell className={classes(styles.fact, styles.size, "numeric")}>{row.size || "–"}</Cell>
      <Cell className={styles.fact} title={row.metadata}>
        {row.error ?? (row.metadata || "–")}
      </Cell>
      <Cell className={classes(styles.fact, styles.added)}>
        <Time at={row.createdAt} />
      </Cell>
    </>
  );
}

function Cell(props: { className?: string; title?: string; children: ReactNode }) {
  // biome-ignore lint/a11y/useSemanticElements: rows that are drawn where they are seen are no table
  return <span role="gridcell" tabIndex={-1} {...props} />;
}
