/** Regions: what the list at the right shows, in which order. */

import { keyOf, type LayerId, madeFrom, type Ref, refId, scoreOf } from "../../core/annotation";
import type { OntologyIndex } from "../../core/ontology";
import type { Store } from "../../core/store";
import type { Annotation } from "../../core/wire";

export type Order = "stack" | "newest" | "label" | "score";
export type Origin = "mine" | "accepted" | "corrected" | "offered" | "label";

/** One row of the list. It holds no annotation: a row that is shown asks the store. */
export interface Region extends Ref {
  readonly id: string;
  readonly title: string;
}

export const ORDERS: readonly { id: Order; label: string }[] = [
  { id: "stack", label: "Top first" },
  { id: "newest", label: "Newest first" },
  { id: "label", label: "By label" },
  { id: "score", label: "By score" },
];

/** Return the regions of all layers that are not hidden as a whole, the draft's before those that are offered. */
export function regionsOf(store: Store, ontology: OntologyIndex, order: Order, words: string): Region[] {
  const wanted = words.trim().toLowerCase();
  const found: (Region & { score: number; place: number })[] = [];
  const layers = [...store.layers.values()].reverse();
  for (const layer of layers) {
    if (store.hidden.layers.has(layer.id)) continue;
    const stack = order === "newest" ? [...layer.listed()].map(keyOf) : layer.keys;
    for (let place = stack.length - 1; place >= 0; place -= 1) {
      const key = stack[place] ?? "";
      const annotation = layer.get(key);
      if (!annotation || !isListed(store, layer.id, annotation)) continue;
      const title = ontology.titleOf(annotation);
      if (wanted !== "" && !matches(annotation, title, wanted)) continue;
      found.push({
        layer: layer.id,
        key,
        id: refId(layer.id, key),
        title,
        score: scoreOfOrigin(annotation),
        place,
      });
    }
  }
  if (order === "label") found.sort((a, b) => a.title.localeCompare(b.title));
  if (order === "score") found.sort((a, b) => b.score - a.score);
  return found;
}

/** Answers about the row have a place of their own; pre-labels that are decided about are gone from the canvas too. */
function isListed(store: Store, layer: LayerId, annotation: Annotation): boolean {
  if (annotation.kind === "classification") return false;
  const offered = store.content.offered({ layer, key: keyOf(annotation) });
  if (!offered) return true;
  return !store.content.decisions.isDecided(offered) && scoreOf(annotation) >= store.minScore;
}

function matches(annotation: Annotation, title: string, wanted: string): boolean {
  if (title.toLowerCase().includes(wanted)) return true;
  const { geometry } = annotation;
  const text = geometry && "text" in geometry && typeof geometry.text === "string" ? geometry.text : "";
  return text.toLowerCase().includes(wanted) || keyOf(annotation).startsWith(wanted);
}

/** The score a region has, or had when it was offered; what a person drew counts as certain. */
export function scoreOfOrigin(annotation: Annotation): number {
  return annotation.confidence ?? annotation.origin?.score ?? 1;
}

/** The score to show; null where no model gave one. */
export function shownScore(annotation: Annotation): number | null {
  return annotation.confidence ?? annotation.origin?.score ?? null;
}

/** Where a region comes from, as far as a person cares. */
export function originOf(layer: LayerId, annotation: Annotation): Origin {
  if (layer.startsWith("offer:")) return "offered";
  if (layer.startsWith("label:")) return "label";
  if (!madeFrom(annotation)) return "mine";
  return annotation.origin?.offered ? "corrected" : "accepted";
}
