import type { RowFilter } from "./row-filter";
import { allIds } from "./rows";
import { isPicked, type Selection } from "./selection";

/** What every dialog about picked data rows is given. */
export interface PickedRows {
  filter: RowFilter;
  selection: Selection;
  /** How many there are, as far as it is known. */
  count: number | null;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onDone: () => void;
}

/** The ids of all that are picked; those that match are asked for page by page. */
export async function pickedIds(
  { filter, selection }: Pick<PickedRows, "filter" | "selection">,
  onFound: (found: number) => void = () => {},
): Promise<string[]> {
  if (selection.mode === "some") {
    return [...selection.ids];
  }
  const found: string[] = [];
  for await (const page of allIds(filter)) {
    for (const id of page) {
      if (isPicked(selection, id)) {
        found.push(id);
      }
    }
    onFound(found.length);
  }
  return found;
}
