import { type Key, type LayerId, type Ref, refId } from "../core/annotation";
import type { Store } from "../core/store";

/** A relationship between two spans. */
export interface Link extends Ref {
  readonly source: Ref;
  readonly target: Ref;
  readonly direction: "bidirectional" | "reverse" | "unidirectional";
  readonly title: string;
  readonly color: string;
}

/** The relationships of a store. */
export class Links {
  readonly #store: Store;
  readonly #known = new Map<string, Link>();

  constructor(store: Store) {
    this.#store = store;
    for (const layer of store.layers.values()) this.put(layer.id, layer.keys);
  }

  put(layer: LayerId, keys: readonly Key[]): void {
    for (const key of keys) {
      const link = this.#linkOf(layer, key);
      if (link) this.#known.set(refId(layer, key), link);
      else this.#known.delete(refId(layer, key));
    }
  }

  remove(layer: LayerId, keys: readonly Key[]): void {
    for (const key of keys) this.#known.delete(refId(layer, key));
  }

  *visible(): Generator<Link> {
    for (const link of this.#known.values()) if (this.#store.isVisible(link.layer, link.key)) yield link;
  }

  #linkOf(layer: LayerId, key: Key): Link | null {
    const annotation = this.#store.get(layer, key);
    const relation = annotation?.relation;
    if (!annotation || !relation?.source) return null;
    const { ontology } = this.#store;
    const title = relation.labels?.join(", ") || (ontology?.titleOf(annotation) ?? annotation.feature ?? "");
    return {
      layer,
      key,
      source: { layer, key: relation.source },
      target: { layer, key: relation.target },
      direction: relation.direction ?? "unidirectional",
      title,
      color: ontology?.color(annotation.feature, relation.labels) ?? "#94a3b8",
    };
  }
}
