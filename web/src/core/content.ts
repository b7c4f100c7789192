import { bundleOf, type Key, type LayerId, madeFrom, type Offered, offerLayer, type Ref } from "./annotation";
import { Decisions } from "./decisions";
import { Layer } from "./layers";
import type { Step } from "./steps";
import type { Annotation, OfferedBundle, WholeLabel } from "./wire";

/** What a store is filled from. `rejected` of the draft and labels beside it may be absent. */
export interface Source {
  readonly draft: {
    readonly annotations: readonly Annotation[];
    readonly offers: ReadonlyArray<Pick<OfferedBundle, "bundle" | "version" | "score" | "annotations">>;
    readonly rejected?: readonly Offered[] | null;
  };
  readonly labels?: ReadonlyArray<Pick<WholeLabel, "id" | "author" | "version" | "annotations">>;
}

/** The layers over one data row and what was decided about pre-labels; changed only by steps. */
export class Content {
  readonly layers: ReadonlyMap<LayerId, Layer>;
  readonly decisions: Decisions;

  constructor(layers: ReadonlyMap<LayerId, Layer>, decisions: Decisions) {
    this.layers = layers;
    this.decisions = decisions;
  }

  static of(source: Source): Content {
    const { draft, labels = [] } = source;
    const own = new Layer("draft", { title: "Draft", version: null, score: null }, draft.annotations);
    const layers = [...labels.map(labelLayer), ...draft.offers.map(offeredLayer), own];
    const decisions = new Decisions(own.listed(), draft.rejected ?? []);
    return new Content(new Map(layers.map((layer) => [layer.id, layer])), decisions);
  }

  /** The same draft, offers and decisions beside other labels. */
  beside(labels: NonNullable<Source["labels"]>): Content {
    const kept = [...this.layers.values()].filter((layer) => !layer.id.startsWith("label:"));
    const layers = [...labels.map(labelLayer), ...kept];
    return new Content(new Map(layers.map((layer) => [layer.id, layer])), this.decisions);
  }

  get draft(): Layer {
    return this.layers.get("draft") as Layer;
  }

  get(layer: LayerId, key: Key): Annotation | undefined {
    return this.layers.get(layer)?.get(key);
  }

  /** The pre-label a ref means; null when its layer offers none. */
  offered(ref: Ref): Offered | null {
    const bundle = bundleOf(ref.layer);
    return bundle === null ? null : { bundle, key: ref.key };
  }

  /** The pre-label a copy was made from, as long as it is still offered. */
  stillOffered(annotation: Annotation): Offered | null {
    const from = madeFrom(annotation);
    return from && this.get(offerLayer(from.bundle), from.key) ? from : null;
  }

  /** Takes a step. Returns the pre-labels whose standing it changes. */
  take(step: Step): Offered[] {
    if (step.kind === "annotation") {
      if (step.after) this.draft.put(step.after, step.place);
      else this.draft.remove(step.key);
    }
    return this.decisions.follow(step);
  }
}

function labelLayer(label: NonNullable<Source["labels"]>[number]): Layer {
  const title = { title: label.author ?? "Unknown author", version: String(label.version), score: null };
  return new Layer(`label:${label.id}`, title, label.annotations);
}

function offeredLayer(offer: Source["draft"]["offers"][number]): Layer {
  const title = { title: offer.version ?? "Pre-labels", version: offer.version, score: offer.score };
  return new Layer(offerLayer(offer.bundle), title, offer.annotations);
}
