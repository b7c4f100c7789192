import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, memo, useCallback, useEffect, useRef, useState } from "react";
import type { Ref } from "../../core/annotation";
import type { Aspect } from "../../core/view";
import { Select } from "../../ui/Select";
import { SearchField } from "../../ui/TextField";
import styles from "./RegionList.module.css";
import { RegionRow } from "./RegionRow";
import { ORDERS, type Order, type Region, regionsOf } from "./regions";
import { acceptSelected, deleteSelected } from "./selection";
import type { EditorSession } from "./session";
import { useContent } from "./use-content";
import { useSync } from "./use-desk";

const ROW = 30;
/** What to do where a region can be drawn, by medium; elsewhere there are only those of imports. */
const HOW_TO_BEGIN: Readonly<Partial<Record<string, string>>> = {
  image: "No regions yet. Pick a feature and draw on the stage.",
  text: "No regions yet. Pick a feature and mark words of the text.",
};
const SHAPING: readonly Aspect[] = ["hidden", "min_score", "ontology"];

interface ListProps {
  session: EditorSession;
  onShow: (ref: Ref) => void;
}

/** Every region as a row: the stage for whoever does not see it, and for whoever looks for one. */
export const RegionList = memo(function RegionList({ session, onShow }: ListProps) {
  const { store, ontology } = session;
  const [order, setOrder] = useState<Order>("stack");
  const [words, setWords] = useState("");
  // What was looked for in one task would hide regions of the next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each task
  useEffect(() => setWords(""), [session]);
  const make = useCallback(() => regionsOf(store, ontology, order, words), [store, ontology, order, words]);
  const regions = useContent(store, make, SHAPING);
  const isSearched = words.trim() !== "";
  return (
    <section className={styles.regions} aria-label="Regions">
      <div className={styles.tools}>
        <SearchField label="Filter regions" value={words} onChange={setWords} />
        <Select label="Order" isLabelHidden choices={ORDERS} value={order} onChange={setOrder} />
      </div>
      {regions.length === 0 ? (
        <p className={styles.none}>
          {isSearched
            ? `No region fits “${words.trim()}”.`
            : (HOW_TO_BEGIN[session.task.data_row.media_type] ??
              "No regions. Those of imports are listed here.")}
        </p>
      ) : (
        <Rows session={session} regions={regions} onShow={onShow} />
      )}
    </section>
  );
});

interface RowsProps extends ListProps {
  regions: readonly Region[];
}

function Rows({ session, regions, onShow }: RowsProps) {
  const { store } = session;
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const anchor = useRef(0);
  const { refused } = useSync(session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each task
  useEffect(() => {
    setAt(0);
    anchor.current = 0;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [session]);
  const current = Math.min(at, regions.length - 1);
  const rows = useVirtualizer({
    count: regions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const reveal = useCallback((no: number) => rows.scrollToIndex(no, { align: "auto" }), [rows]);
  useFollow(session, regions, scroller, setAt, reveal);

  const choose = (no: number, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => {
    const ref = regions[no];
    if (!ref) return;
    setAt(no);
    if (event.shiftKey) {
      const [from, to] = [Math.min(anchor.current, no), Math.max(anchor.current, no)];
      store.select(regions.slice(from, to + 1));
      return;
    }
    anchor.current = no;
    if (!event.ctrlKey && !event.metaKey) store.select([ref]);
    else if (store.isSelected(ref.layer, ref.key))
      store.select(store.selection.filter((one) => !isSame(one, ref)));
    else store.select([...store.selection, ref]);
  };
  const go = (no: number, event: KeyboardEvent) => {
    const to = Math.max(0, Math.min(regions.length - 1, no));
    reveal(to);
    choose(to, event);
    requestAnimationFrame(() => focusRow(scroller.current, to));
  };
  const press = (event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.closest("button")) return;
    const handled = keyed(event, { go, current, count: regions.length, session, regions, onShow });
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      {/* The rows are made by hand: a table of thousands of rows is more than the browser should hold. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid has no table element */}
      <div
        role="grid"
        aria-label="Regions"
        aria-rowcount={regions.length}
        aria-multiselectable="true"
        className={styles.grid}
        style={{ height: rows.getTotalSize() }}
        onKeyDown={press}
      >
        {rows.getVirtualItems().map(({ index, start }) => {
          const region = regions[index];
          if (!region) return null;
          return (
            <RegionRow
              // Another region in the same place changes a row that is there, which is quicker than making one.
              key={index}
              session={session}
              region={region}
              index={index}
              top={start}
              isCurrent={index === current}
              isRefused={refused.has(region.key)}
              onChoose={(event: MouseEvent) => choose(index, event)}
              onShow={() => onShow(region)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The list follows what is selected on the stage. */
function useFollow(
  { store }: EditorSession,
  regions: readonly Region[],
  scroller: React.RefObject<HTMLDivElement | null>,
  setAt: (no: number) => void,
  reveal: (no: number) => void,
): void {
  useEffect(
    () =>
      store.subscribe((change) => {
        const [first] = store.selection;
        if ("layer" in change || !change.aspects.has("selection") || !first) return;
        if (scroller.current?.contains(document.activeElement)) return;
        const no = regions.findIndex((one) => isSame(one, first));
        if (no < 0) return;
        setAt(no);
        reveal(no);
      }),
    [store, regions, scroller, setAt, reveal],
  );
}

interface Moves extends RowsProps {
  go: (no: number, event: KeyboardEvent) => void;
  current: number;
  count: number;
}

/** Take a key in the list; true when it meant something. */
function keyed(event: KeyboardEvent, { go, current, count, session, regions, onShow }: Moves): boolean {
  const { store } = session;
  const ref = regions[current];
  switch (event.key) {
    case "ArrowDown":
      go(current + 1, event);
      return true;
    case "ArrowUp":
      go(current - 1, event);
      return true;
    case "Home":
      go(0, event);
      return true;
    case "End":
      go(count - 1, event);
      return true;
    case "PageDown":
      go(current + 10, event);
      return true;
    case "PageUp":
      go(current - 10, event);
      return true;
    case "Enter":
      if (ref && !event.ctrlKey && !event.metaKey) onShow(ref);
      return ref !== undefined && !event.ctrlKey && !event.metaKey;
    case " ":
      if (event.ctrlKey || event.altKey || !ref) return false;
      toggle(session, ref);
      return true;
    case "Delete":
    case "Backspace":
      return !event.ctrlKey && !event.metaKey && deleteSelected(store);
    case "a":
      if (!event.ctrlKey && !event.metaKey) return acceptSelected(store);
      store.select(regions);
      return true;
    case "h":
    case "l":
      if (!ref || event.ctrlKey || event.altKey || event.metaKey) return false;
      return session.keys.act(event.key === "h" ? "region.hide" : "region.lock");
    default:
      return false;
  }
}

function toggle({ store }: EditorSession, ref: Ref): void {
  const isChosen = store.isSelected(ref.layer, ref.key);
  store.select(isChosen ? store.selection.filter((one) => !isSame(one, ref)) : [...store.selection, ref]);
}

function focusRow(scroller: HTMLElement | null, no: number): void {
  scroller?.querySelector<HTMLElement>(`[aria-rowindex="${no + 1}"]`)?.focus({ preventScroll: true });
}

function isSame(one: Ref, other: Ref): boolean {
  return one.layer === other.layer && one.key === other.key;
}
