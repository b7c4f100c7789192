/** Accept all: what a key and a button do to every pre-label that is shown. */

import { acceptAbove } from "../../../core/commands/accept";
import { group } from "../../../core/commands/group";
import type { Store } from "../../../core/store";
import { countOf } from "../../../ui/format";
import { announce } from "../../../ui/Toast";

/** Take every undecided pre-label that scores enough, as one step of the history. */
export function acceptAll(store: Store): boolean {
  const before = store.draft.size;
  const commands = [...store.layers.values()]
    .filter((layer) => layer.id.startsWith("offer:") && !store.hidden.layers.has(layer.id))
    .map((layer) => acceptAbove(layer.id, store.minScore));
  store.apply(group("Accept all pre-labels", commands));
  const taken = store.draft.size - before;
  announce(`${countOf(taken, "pre-label")} accepted`);
  return taken > 0;
}
