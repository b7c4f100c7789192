import type { Key, LayerId } from "../core/annotation";
import type { Change, ContentChange } from "../core/change";
import type { Store } from "../core/store";
import type { Aspect } from "../core/view";
import type { Annotation } from "../core/wire";
import type { Relations } from "./relations";
import type { Scene } from "./scene";

/** What the engine has to do again after a change of the store. */
export interface Effects {
  /** Boxes of the scene are out of date; they are in `scene.dirty`. */
  shapes(): void;
  /** Everything is another thing, or looks different. */
  everything(): void;
  /** Only what the overlay shows has changed. */
  overlay(): void;
  /** What is half drawn ends. */
  drawing(): void;
}

const OVERLAY_ASPECTS: readonly Aspect[] = ["selection", "hover", "active", "tool"];
const LOOK_ASPECTS: readonly Aspect[] = ["hidden", "min_score", "ontology", "locked"];
/** Changed annotations from which on it is quicker to take everything in anew. */
const MANY = 2000;

/** Keeps a scene and its relations in step with a store. */
export class StoreLink {
  /** Which annotations belong to what is looked at, such as one page or one of several images. */
  belongs: (annotation: Annotation) => boolean = () => true;
  private readonly orders = new Map<LayerId, readonly Key[]>();
  private readonly leave: () => void;
  private isStale = false;

  constructor(
    private readonly store: Store,
    private readonly scene: Scene,
    private readonly relations: Relations,
    private readonly effects: Effects,
  ) {
    scene.colorOf = (annotation) => store.ontology?.colorOf(annotation) ?? null;
    scene.isShown = (layer, key) => store.isVisible(layer, key);
    this.leave = store.subscribe((change) => this.follow(change));
    this.reload();
  }

  close(): void {
    this.leave();
  }

  /** Takes everything in anew at the next `settle`; changes before it cost nothing more. */
  reload(): void {
    this.isStale = true;
    this.effects.everything();
  }

  /** Does what was put off. Called before the scene is drawn or searched. */
  settle(): void {
    if (!this.isStale) return;
    this.isStale = false;
    const { store, scene, relations } = this;
    relations.clear();
    this.orders.clear();
    const layers = [...store.layers.values()];
    scene.load(layers.map((layer) => [layer.id, [...layer.values()].filter(this.belongs)] as const));
    for (const layer of layers) {
      this.orders.set(layer.id, layer.keys);
      for (const annotation of layer.values()) if (annotation.relation) relations.put(layer.id, annotation);
    }
  }

  private follow(change: Change): void {
    if (change.view) {
      if (change.aspects.has("drawing")) this.effects.drawing();
      if (LOOK_ASPECTS.some((aspect) => change.aspects.has(aspect))) this.relook();
      else if (OVERLAY_ASPECTS.some((aspect) => change.aspects.has(aspect))) this.effects.overlay();
      return;
    }
    if (change.cause === "saved" || this.isStale) return;
    if (change.cause === "load" || change.put.length + change.removed.length > MANY) this.reload();
    else this.take(change);
  }

  private relook(): void {
    if (!this.isStale) this.scene.refresh();
    this.effects.everything();
  }

  private take({ layer, put, removed }: ContentChange): void {
    const { store, scene, relations } = this;
    for (const key of removed) {
      scene.remove(layer, key);
      relations.remove(layer, key);
    }
    for (const key of put) {
      const annotation = store.get(layer, key);
      if (!annotation) continue;
      if (annotation.relation || annotation.kind === "relationship") relations.put(layer, annotation);
      if (this.belongs(annotation)) scene.put(layer, annotation);
      else scene.remove(layer, key);
    }
    const keys = store.layers.get(layer)?.keys;
    if (keys && keys !== this.orders.get(layer)) {
      this.orders.set(layer, keys);
      scene.order(layer, keys);
    }
    this.effects.shapes();
  }
}
