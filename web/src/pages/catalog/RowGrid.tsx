import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { useElementWidth } from "./element-width";
import styles from "./RowGrid.module.css";
import { LineHeadings, RowTile } from "./RowTile";
import type { RowSummary } from "./rows";
import { clicked, isPicked, type Selection } from "./selection";

export type GridView = "tiles" | "list";

export interface RowGridProps {
  label: string;
  rows: readonly RowSummary[];
  view: GridView;
  /** There are more behind the last: asked for when they come into view. */
  hasMore: boolean;
  onMore: () => void;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** A row is to be looked at. Without it, a click picks. */
  onOpen?: (id: string) => void;
  openId?: string | null;
}

const TILE = 172;
const GAP = 12;
const TILE_HEIGHT = 176;
const LINE_HEIGHT = 44;
const HEADINGS_HEIGHT = 32;

/** Very many data rows as tiles or lines; only those in view are drawn. Arrow keys walk, space picks, enter opens. */
export function RowGrid(props: RowGridProps) {
  const { rows, view, hasMore, onMore, selection, onSelect, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useElementWidth(scroller);
  const isList = view === "list";
  const columns = isList ? 1 : Math.max(1, Math.floor((width - GAP) / (TILE + GAP)));
  const lines = Math.ceil(rows.length / columns) + (hasMore ? 1 : 0);
  const height = isList ? LINE_HEIGHT : TILE_HEIGHT + GAP;
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 3,
    paddingStart: isList ? HEADINGS_HEIGHT : GAP,
    scrollPaddingStart: isList ? HEADINGS_HEIGHT : 0,
    paddingEnd: GAP,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured changes with these
  useEffect(() => virtual.measure(), [height, columns]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= lines - 2) {
      onMore();
    }
  }, [hasMore, last, lines, onMore]);

  const order = useMemo(() => rows.map((row) => row.id), [rows]);
  const [focused, setFocused] = useState(0);
  const anchor = useRef<string | null>(null);
  const choose = (id: string, isShift: boolean) => {
    onSelect(clicked(selection, order, id, { last: anchor.current, isShift }));
    anchor.current = id;
  };
  const go = (index: number) => {
    const to = Math.min(Math.max(index, 0), rows.length - 1);
    setFocused(to);
    virtual.scrollToIndex(Math.floor(to / columns));
    requestAnimationFrame(() => document.getElementById(tileId(order[to]))?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, columns, view);
    const id = order[focused];
    if (step !== null) {
      event.preventDefault();
      go(event.key === "Home" ? 0 : event.key === "End" ? rows.length - 1 : focused + step);
    } else if (event.key === " " && id) {
      event.preventDefault();
      choose(id, event.shiftKey);
    } else if (event.key === "Enter" && id) {
      event.preventDefault();
      onOpen ? onOpen(id) : choose(id, event.shiftKey);
    }
  };
  const onClick = (event: MouseEvent, index: number) => {
    const id = order[index] as string;
    setFocused(index);
    if (!onOpen || event.shiftKey || event.ctrlKey || event.metaKey) {
      choose(id, event.shiftKey);
    } else {
      onOpen(id);
    }
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows that are drawn where they are seen are no table */}
      <div
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-rowcount={hasMore ? -1 : lines + (isList ? 1 : 0)}
        aria-multiselectable="true"
        onKeyDown={onKeyDown}
        className={styles.space}
        style={{ height: virtual.getTotalSize() }}
      >
        {isList && <LineHeadings />}
        {shown.map((line) => (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: without an index where it is no row
          <div
            key={line.key}
            role={isList && line.index < rows.length ? "presentation" : "row"}
            tabIndex={isList ? undefined : -1}
            aria-rowindex={isList ? undefined : line.index + 1}
            className={isList ? styles.line : styles.tiles}
            style={{
              transform: `translateY(${line.start}px)`,
              gridTemplateColumns: `repeat(${columns}, 1fr)`,
            }}
          >
            {rows.slice(line.index * columns, (line.index + 1) * columns).map((row, at) => {
              const index = line.index * columns + at;
              return (
                <RowTile
                  key={row.id}
                  id={tileId(row.id)}
                  row={row}
                  view={view}
                  rowIndex={index + 2}
                  isPicked={isPicked(selection, row.id)}
                  isOpen={row.id === props.openId}
                  isFocusable={index === Math.min(focused, rows.length - 1)}
                  onClick={(event) => onClick(event, index)}
                  onPick={(isShift) => choose(row.id, isShift)}
                />
              );
            })}
            {line.index * columns >= rows.length && (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div role="gridcell" tabIndex={-1} className={styles.more}>
                Loading more …
              </div>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function stepOf(key: string, columns: number, view: GridView): number | null {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * (view === "list" ? 10 : 3),
    PageUp: -columns * (view === "list" ? 10 : 3),
    Home: 0,
    End: 0,
  };
  return steps[key] ?? null;
}

function tileId(id: string | undefined): string {
  return `row-${id}`;
}
