/** Pick: choosing a feature, by click or by key. */

import type { Choice } from "../../core/ontology";
import { toolFor } from "../../engine/tools/table";
import { relabel } from "./selection";
import type { EditorSession } from "./session";

/**
 * Take a feature to draw with, null for none; what is selected gets it as its label.
 *
 * The tool follows, unless something is selected: then the person is about to change what is there. An outline that is
 * half drawn takes the new feature where its tool draws that too; where it does not, the outline ends as what it was.
 */
export function pick(
  { store, ontology }: Pick<EditorSession, "store" | "ontology">,
  choice: Choice | null,
): void {
  const isRelabelled = store.selection.length > 0 && relabel(store, choice);
  const kind = choice?.kind ?? ontology.kinds[0];
  const tool = kind === undefined ? null : toolFor(kind, store.activeTool);
  // The tool first: what it ends is still of the feature it was drawn for.
  if (tool && !isRelabelled) store.setTool(tool);
  store.setActive(choice?.feature ?? null, choice?.label ?? null);
}
