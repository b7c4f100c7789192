import { bundleOf, keyOf, type LayerId, type Ref } from "../annotation";
import type { Command } from "../commands/command";
import { group } from "../commands/group";
import { reject } from "../commands/reject";
import { remove } from "../commands/remove";
import { reorder } from "../commands/reorder";
import type { Store } from "../store";

/** Selects every region of the draft that is shown; of the offers where the draft shows none. */
export function selectAll(store: Store): void {
  const shown = (layer: LayerId): Ref[] =>
    [...(store.layers.get(layer)?.values() ?? [])]
      .map((one): Ref => ({ layer, key: keyOf(one) }))
      .filter((ref) => store.at(ref)?.geometry && store.isVisible(ref.layer, ref.key));
  const own = shown("draft");
  const offers = [...store.layers.keys()].filter((layer) => bundleOf(layer) !== null);
  store.select(own.length > 0 ? own : offers.flatMap(shown));
}

/**
 * Takes out what is selected: regions of the draft are deleted, pre-labels are rejected. Whether anything
 * was selected.
 */
export function removeSelected(store: Store): boolean {
  const { selection } = store;
  if (selection.length === 0) return false;
  const commands: Command[] = [];
  const own = selection.filter((ref) => ref.layer === "draft").map((ref) => ref.key);
  if (own.length > 0) commands.push(remove(own));
  for (const layer of new Set(selection.map((ref) => ref.layer))) {
    const keys = selection.filter((ref) => ref.layer === layer).map((ref) => ref.key);
    if (bundleOf(layer) !== null) commands.push(reject(layer, keys));
  }
  const [only] = commands;
  if (only) store.apply(commands.length === 1 ? only : group(`Delete ${selection.length} regions`, commands));
  return true;
}

/** Brings what is selected in the draft forward or back; whether anything could be. */
export function reorderSelected(store: Store, to: "front" | "back" | "forward" | "backward"): boolean {
  const keys = store.selection.filter((ref) => ref.layer === "draft").map((ref) => ref.key);
  return keys.length > 0 && store.apply(reorder(keys, to)).isDone;
}
