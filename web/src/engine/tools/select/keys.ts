import { nudge, stretch } from "../../../core/actions/nudge";
import type { Store } from "../../../core/store";
import type { KeyPress } from "../tool";

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrows move what is selected by a px, with shift by ten; with ctrl they move its right and lower sides. */
export function pressArrow(store: Store, press: KeyPress): boolean {
  const way = WAYS[press.key];
  if (!way || press.altKey || store.selection.length === 0) return false;
  const by = press.shiftKey ? 10 : 1;
  const act = press.ctrlKey || press.metaKey ? stretch : nudge;
  return act(store, way[0] * by, way[1] * by);
}
