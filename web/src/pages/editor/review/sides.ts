/** Sides: what of a task can be compared with what. */

import { bundleOf, type LayerId } from "../../../core/annotation";
import type { Choice } from "../../../ui/Select";
import type { EditorSession } from "../session";

/** Two sides as the interface names them: `draft`, `offer:7`, `label:<id>` or `label:<id>/2`. */
export interface Sides {
  readonly left: string;
  readonly right: string;
}

/** The sides there are, the draft first. */
export function choicesOf({ store, task }: EditorSession): Choice<string>[] {
  const found: Choice<string>[] = [{ id: "draft", label: "Your draft" }];
  for (const layer of [...store.layers.values()].reverse()) {
    if (bundleOf(layer.id) !== null)
      found.push({ id: layer.id, label: `Pre-labels ${layer.version ?? ""}`.trim() });
  }
  for (const label of task.labels) {
    found.push({ id: `label:${label.id}`, label: `Label of ${label.author ?? "an import"}` });
  }
  return found;
}

/** What a side is called, also that of an older version of a label. */
export function titleOfSide(session: EditorSession, side: string): string {
  const [name = "", no] = side.split("/");
  const title = choicesOf(session).find((one) => one.id === name)?.label ?? name;
  return no ? `${title}, version ${no}` : title;
}

/** What is compared unless somebody chooses: what is offered, else what was submitted, with the draft. */
export function firstSides(session: EditorSession): Sides | null {
  const layers = [...session.store.layers.keys()].reverse();
  const offered = layers.find((id: LayerId) => bundleOf(id) !== null);
  const [label] = session.task.labels;
  const left = offered ?? (label && `label:${label.id}`);
  return left ? { left, right: "draft" } : null;
}
