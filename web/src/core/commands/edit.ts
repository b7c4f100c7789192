import { isSame, keyOf, type Ref } from "../annotation";
import type { Annotation } from "../wire";
import { Acceptance } from "./acceptance";
import type { EditCommand, Resolved, Scene } from "./command";
import { guard } from "./guard";
import { placed } from "./put";

export function edit(ref: Ref, annotation: Annotation, title = "Change region"): EditCommand {
  return { op: "edit", title, edits: [{ layer: ref.layer, annotation }] };
}

/** One gesture over several annotations; each keeps its key. */
export function editAll(edits: EditCommand["edits"], title: string): EditCommand {
  return { op: "edit", title, edits };
}

export function resolveEdit(command: EditCommand, scene: Scene): Resolved {
  const acceptance = new Acceptance(scene);
  const resolved: Resolved = { steps: [], refused: [] };
  for (const { layer, annotation } of command.edits) {
    const key = keyOf(annotation);
    const before = scene.content.get(layer, key);
    if (before && isSame(before, annotation)) continue;
    const refused = guard(scene, layer, key);
    if (refused) resolved.refused.push(refused);
    else if (layer === "draft") resolved.steps.push(...placed(annotation, scene).steps);
    else resolved.refused.push(...acceptance.accept(layer, key, annotation));
  }
  resolved.steps.push(...acceptance.steps);
  return resolved;
}
