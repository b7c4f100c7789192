/** Show region: whoever lists regions asks, whoever draws them brings them into view. */

import type { Ref } from "../../core/annotation";
import type { EditorSession } from "./session";

type Show = (ref: Ref) => void;
const stages = new Set<Show>();

/** Bring regions into view when asked; returns how to stop. */
export function onShow(show: Show): () => void {
  stages.add(show);
  return () => stages.delete(show);
}

/** Select a region and bring it into view. */
export function showRegion({ store }: EditorSession, ref: Ref): void {
  store.select([ref]);
  for (const show of stages) show(ref);
}
