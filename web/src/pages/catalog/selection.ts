/** Which data rows are picked: some by id, or all that match a filter but some. */
export type Selection =
  | { readonly mode: "some"; readonly ids: ReadonlySet<string> }
  | { readonly mode: "all"; readonly except: ReadonlySet<string> };

export const NOTHING: Selection = { mode: "some", ids: new Set() };
export const EVERYTHING: Selection = { mode: "all", except: new Set() };

export function isPicked(selection: Selection, id: string): boolean {
  return selection.mode === "some" ? selection.ids.has(id) : !selection.except.has(id);
}

export function isNothing(selection: Selection): boolean {
  return selection.mode === "some" && selection.ids.size === 0;
}

/** How many are picked; null when only the server could tell. */
export function pickedCount(selection: Selection, total: number | null): number | null {
  if (selection.mode === "some") {
    return selection.ids.size;
  }
  return total === null ? null : Math.max(0, total - selection.except.size);
}

/** Picks or unpicks data rows. */
export function pick(selection: Selection, ids: readonly string[], isOn: boolean): Selection {
  const isAll = selection.mode === "all";
  const changed = new Set(isAll ? selection.except : selection.ids);
  for (const id of ids) {
    if (isOn === isAll) {
      changed.delete(id);
    } else {
      changed.add(id);
    }
  }
  return isAll ? { mode: "all", except: changed } : { mode: "some", ids: changed };
}

/** What a click on one of the rows in their order does: a plain one turns it, one with shift goes on from the last. */
export function clicked(
  selection: Selection,
  order: readonly string[],
  id: string,
  { last, isShift }: { last: string | null; isShift: boolean },
): Selection {
  const from = isShift && last !== null ? order.indexOf(last) : -1;
  const to = order.indexOf(id);
  if (from < 0 || to < 0) {
    return pick(selection, [id], !isPicked(selection, id));
  }
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return pick(selection, range, isPicked(selection, order[from] as string));
}
