import { type Ref, withGeometry } from "../annotation";
import { editAll } from "../commands/edit";
import { move } from "../commands/move";
import { framed, frameOf, resized } from "../geometry/frame";
import { isShape, turned } from "../geometry/plane";
import type { Store } from "../store";
import type { Annotation } from "../wire";

/** Moves what is selected by px of the asset; presses in a row are undone together. Whether anything could move. */
export function nudge(store: Store, dx: number, dy: number): boolean {
  const refs = store.selection.filter((ref) => isShape(store.at(ref)?.geometry));
  if (refs.length === 0) return false;
  store.apply(move(refs, dx, dy), mark("nudge", refs));
  return true;
}

/** Moves the right and the lower side of selected boxes and ellipses; never below a px. */
export function stretch(store: Store, dx: number, dy: number): boolean {
  const edits = store.selection.flatMap((ref) => {
    const annotation = store.at(ref);
    const put = annotation && stretched(annotation, dx, dy);
    return put ? [{ layer: ref.layer, annotation: put }] : [];
  });
  if (edits.length === 0) return false;
  store.apply(editAll(edits, "Resize region"), mark("stretch", store.selection));
  return true;
}

function stretched(annotation: Annotation, dx: number, dy: number): Annotation | null {
  const shape = annotation.geometry;
  if (!isShape(shape) || (shape.type !== "box" && shape.type !== "ellipse")) return null;
  const frame = frameOf(shape);
  const width = Math.max(1, frame.width + dx);
  const height = Math.max(1, frame.height + dy);
  const corner = turned(
    frame.x - frame.width / 2 + width,
    frame.y - frame.height / 2 + height,
    frame.x,
    frame.y,
    frame.degrees,
  );
  return withGeometry(annotation, framed(shape, resized(frame, "se", ...corner)));
}

function mark(name: string, refs: readonly Ref[]): string {
  return [name, ...refs.map((ref) => ref.key)].join(" ");
}
