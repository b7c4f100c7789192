/** Offers: what of the pre-labels is decided and what is not, for the panel that lists them. */

import { isSame, keyOf, type LayerId, scoreOf } from "../../../core/annotation";
import type { Store } from "../../../core/store";
import type { Aspect } from "../../../core/view";
import type { Annotation } from "../../../core/wire";

/** What depends on how the person looks at them, too. */
export const ASPECTS: readonly Aspect[] = ["min_score", "hidden"];

/** Bars of the small picture of scores. */
export const BINS = 20;

/** The pre-labels of one feature in one layer. */
export interface FeatureOffer {
  readonly feature: string;
  readonly title: string;
  readonly color: string;
  /** Nobody has decided about so many, and they score enough. */
  readonly open: number;
  /** So many are undecided and score less. */
  readonly below: number;
}

/** One bundle of pre-labels, with what has become of them. */
export interface LayerOffer {
  readonly layer: LayerId;
  readonly title: string;
  readonly score: number | null;
  readonly isHidden: boolean;
  readonly all: number;
  readonly accepted: number;
  readonly corrected: number;
  readonly rejected: number;
  readonly open: number;
  readonly features: readonly FeatureOffer[];
}

export interface OfferView {
  readonly layers: readonly LayerOffer[];
  /** Whether any pre-label has a score of its own: without one there is nothing to filter by. */
  readonly isScored: boolean;
  /** How many undecided ones there are in each twentieth of the scores. */
  readonly bins: readonly number[];
  /** Undecided ones that score enough, in layers that are shown. */
  readonly open: number;
}

/** Adds up the pre-labels of a store; the newest layer comes first. */
export function offersOf(store: Store): OfferView {
  const bins = new Array<number>(BINS).fill(0);
  let isScored = false;
  const layers: LayerOffer[] = [];
  for (const layer of [...store.layers.values()].reverse()) {
    if (!layer.id.startsWith("offer:")) continue;
    const counted = { accepted: 0, corrected: 0, rejected: 0, open: 0 };
    const features = new Map<string, { color: string; title: string; open: number; below: number }>();
    for (const annotation of layer.listed()) {
      isScored ||= annotation.confidence != null;
      const standing = standingOf(store, layer.id, keyOf(annotation));
      if (standing !== "open") {
        counted[standing] += 1;
        continue;
      }
      const score = scoreOf(annotation);
      bins[Math.min(BINS - 1, Math.floor(score * BINS))] =
        (bins[Math.min(BINS - 1, Math.floor(score * BINS))] ?? 0) + 1;
      const name = annotation.feature ?? "";
      const found = features.get(name) ?? {
        color: store.ontology?.color(annotation.feature) ?? "",
        title: store.ontology?.titleOf({ ...annotation, labels: [] }) || "Without a label",
        open: 0,
        below: 0,
      };
      if (score >= store.minScore) found.open += 1;
      else found.below += 1;
      features.set(name, found);
    }
    const shown = [...features].map(([feature, one]) => ({ feature, ...one }));
    counted.open = shown.reduce((sum, one) => sum + one.open, 0);
    layers.push({
      layer: layer.id,
      title: layer.title,
      score: layer.score,
      isHidden: store.hidden.layers.has(layer.id),
      all: layer.size,
      ...counted,
      features: shown,
    });
  }
  const open = layers.reduce((sum, one) => sum + (one.isHidden ? 0 : one.open), 0);
  return { layers, isScored, bins, open };
}

export type Standing = "open" | "accepted" | "corrected" | "rejected";

/** What has become of a pre-label. */
export function standingOf(store: Store, layer: LayerId, key: string): Standing {
  const offered = store.content.offered({ layer, key });
  if (!offered) return "open";
  if (store.content.decisions.isRejected(offered)) return "rejected";
  const copy = store.content.decisions.copyOf(offered);
  if (copy === undefined) return "open";
  const taken = store.get("draft", copy);
  const from = store.get(layer, key);
  return taken?.origin?.offered || (taken && from && !saysSame(taken, from)) ? "corrected" : "accepted";
}

/** Whether a copy says what was offered: the server notes that it does not only once it is saved. */
function saysSame(one: Annotation, other: Annotation): boolean {
  return SAID.every((name) => isSame(one[name], other[name]) || (isBare(one[name]) && isBare(other[name])));
}

const SAID = ["feature", "labels", "geometry", "classifications", "relation", "target"] as const;

function isBare(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0);
}
