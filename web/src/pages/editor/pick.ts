/** Pick: choosing a feature, by click or by key. */

import type { Choice } from "../../core/ontology";
import { toolFor } from "../../engine/tools/table";
import { relabel } from "./selection";
import type { EditorSession } from "./session";

/**
 * Take a feature to draw with, null for none; what is selected gets it as its label.
 *
 * The tool follows, unless something is selected: then the person is about to change what is there.
 */
export function pick(session: EditorSession, choice: Choice | null): void {
  const { store, ontology } = session;
  const isRelabelled = store.selection.length > 0 && relabel(store, choice);
  store.setActive(choice?.feature ?? null, choice?.label ?? null);
  if (isRelabelled) return;
  const kind = choice?.kind ?? ontology.kinds[0];
  const tool = kind === undefined ? null : toolFor(kind, store.activeTool);
  if (tool) store.setTool(tool);
}
