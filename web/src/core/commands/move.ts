import { keyOf, type Ref, withGeometry } from "../annotation";
import { moved } from "../geometry/map";
import { isShape } from "../geometry/plane";
import { movedMask } from "../masks/move";
import type { EditCommand, MoveCommand, Resolved, Scene } from "./command";
import { resolveEdit } from "./edit";

/** Moves shapes by px of the asset; masks by whole ones. */
export function move(refs: readonly Ref[], dx: number, dy: number): MoveCommand {
  return { op: "move", refs, dx, dy };
}

export function resolveMove(command: MoveCommand, scene: Scene): Resolved {
  const edits: Array<EditCommand["edits"][number]> = [];
  for (const { layer, key } of command.refs) {
    const annotation = scene.content.get(layer, key);
    const geometry = annotation?.geometry;
    if (!annotation || !isShape(geometry)) continue;
    const { dx, dy } = command;
    const put = geometry.type === "mask" ? movedMask(geometry, dx, dy) : moved(geometry, dx, dy);
    edits.push({ layer, annotation: withGeometry({ ...annotation, key: keyOf(annotation) }, put) });
  }
  return resolveEdit({ op: "edit", title: "Move", edits }, scene);
}
