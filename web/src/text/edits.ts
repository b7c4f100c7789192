import { keyOf, type Ref, withGeometry } from "../core/annotation";
import { edit } from "../core/commands/edit";
import { put } from "../core/commands/put";
import type { Store } from "../core/store";
import type { Geometry } from "../core/wire";
import type { Offsets } from "./offsets";
import type { Extent } from "./select";

/** Longer spans do not carry the words they lie on. */
const MOST_QUOTED = 2_000;

/** The geometry of a part of a text, in code points. */
export function spanOf(offsets: Offsets, { start, end }: Extent): Geometry {
  const isShort = end - start <= MOST_QUOTED;
  return {
    type: "text_span",
    start: offsets.toCodePoints(start),
    end: offsets.toCodePoints(end),
    unit: "codepoint",
    text: isShort ? offsets.text.slice(start, end) : null,
  };
}

/** Why no span can be made now; null when one can. */
export function whyNot(store: Store): string | null {
  const feature = store.ontology?.feature(store.activeFeature);
  if (!feature || store.ontology?.draws(feature, "text_span")) return null;
  return `“${feature.title ?? feature.name}” marks no text. Pick a text entity to do that.`;
}

/** Makes a span of the active feature and selects it. Null when the store refused. */
export function makeSpan(store: Store, offsets: Offsets, extent: Extent): Ref | null {
  const annotation = store.blank(spanOf(offsets, extent));
  if (!store.apply(put(annotation)).isDone) return null;
  const made: Ref = { layer: "draft", key: keyOf(annotation) };
  store.select([made]);
  return made;
}

/** Gives a span other ends; steps of one gesture or of keys in a row are undone together. */
export function changeSpan(store: Store, offsets: Offsets, ref: Ref, extent: Extent): boolean {
  const annotation = store.at(ref);
  if (!annotation || extent.end <= extent.start) return false;
  const changed = withGeometry(annotation, spanOf(offsets, extent));
  const mark = `span ${store.get("draft", ref.key) ? ref.key : `${ref.layer} ${ref.key}`}`;
  return store.apply(edit(ref, changed, "Change span"), mark).isDone;
}
