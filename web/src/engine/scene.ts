import { type Key, keyOf, type LayerId, type Ref } from "../core/annotation";
import type { Bounds } from "../core/geometry/plane";
import type { Annotation } from "../core/wire";
import { boundsOf } from "./geometry";
import { ShapeIndex } from "./shape-index";
import { type ColorOf, kindOf, Styles } from "./style";

/** Layers are this many ranks apart: more than a layer ever has annotations. */
const RANKS_OF_LAYER = 2 ** 32;

/** Says whether an annotation is drawn and can be hit at all. */
export type IsShown = (layer: LayerId, key: Key, annotation: Annotation) => boolean;

/**
 * Everything that can be drawn, one slot for each annotation with a geometry: numbers in typed arrays, annotations beside.
 *
 * A slot keeps its number until its annotation is removed. `dirty` collects the boxes whose pixels are out of date.
 */
export class Scene {
  readonly styles = new Styles();
  readonly index = new ShapeIndex(() => this.bounds);
  bounds = new Float64Array(4 * 256);
  rank = new Float64Array(256);
  style = new Uint16Array(256);
  shown = new Uint8Array(256);
  readonly dirty: Bounds[] = [];
  private readonly annotations: (Annotation | null)[] = [];
  private readonly layers: LayerId[] = [];
  private readonly slots = new Map<LayerId, Map<Key, number>>();
  private readonly free: number[] = [];
  private readonly nextRank = new Map<LayerId, number>();
  colorOf: ColorOf = () => null;
  isShown: IsShown = () => true;

  annotationAt(slot: number): Annotation | null {
    return this.annotations[slot] ?? null;
  }

  layerAt(slot: number): LayerId {
    return this.layers[slot] ?? "draft";
  }

  refAt(slot: number): Ref {
    return { layer: this.layerAt(slot), key: keyOf(this.annotations[slot] ?? {}) };
  }

  slotOf(layer: LayerId, key: Key): number | undefined {
    return this.slots.get(layer)?.get(key);
  }

  boxAt(slot: number): Bounds {
    const at = 4 * slot;
    return {
      left: this.bounds[at] ?? 0,
      top: this.bounds[at + 1] ?? 0,
      right: this.bounds[at + 2] ?? 0,
      bottom: this.bounds[at + 3] ?? 0,
    };
  }

  /** Number of annotations that have a slot. */
  get size(): number {
    return this.annotations.length - this.free.length;
  }

  /** Takes in whole layers, lowest first, in place of everything there was. */
  load(layers: Iterable<readonly [LayerId, Iterable<Annotation>]>): void {
    this.annotations.length = 0;
    this.free.length = 0;
    this.slots.clear();
    this.nextRank.clear();
    let level = 0;
    for (const [layer, annotations] of layers) {
      this.nextRank.set(layer, level++ * RANKS_OF_LAYER);
      for (const annotation of annotations) this.fill(layer, annotation);
    }
    this.index.load(this.all());
  }

  /** Takes in one annotation, new or changed. */
  put(layer: LayerId, annotation: Annotation): void {
    const before = this.slotOf(layer, keyOf(annotation));
    if (before !== undefined) this.dirty.push(this.boxAt(before));
    const slot = this.fill(layer, annotation);
    if (slot === null) {
      if (before !== undefined) this.drop(layer, keyOf(annotation), before);
      return;
    }
    this.index.put(slot);
    this.dirty.push(this.boxAt(slot));
  }

  remove(layer: LayerId, key: Key): void {
    const slot = this.slotOf(layer, key);
    if (slot === undefined) return;
    this.dirty.push(this.boxAt(slot));
    this.drop(layer, key, slot);
  }

  /** Takes over the order of a layer; says whether anything lies elsewhere in it now. */
  order(layer: LayerId, keys: Iterable<Key>): void {
    const slots = this.slots.get(layer);
    if (!slots) return;
    const base = Math.floor((this.nextRank.get(layer) ?? 0) / RANKS_OF_LAYER) * RANKS_OF_LAYER;
    let rank = base;
    for (const key of keys) {
      const slot = slots.get(key);
      if (slot !== undefined) this.rank[slot] = rank;
      rank++;
    }
    this.nextRank.set(layer, rank);
  }

  /** Asks `isShown` and `colorOf` anew about everything. */
  refresh(): void {
    for (const slot of this.all()) this.judge(slot);
  }

  /** Slots that are shown and meet a box, in no order. */
  search(left: number, top: number, right: number, bottom: number): number[] {
    return this.index.search(left, top, right, bottom).filter((slot) => this.shown[slot]);
  }

  *all(): Generator<number> {
    for (let slot = 0; slot < this.annotations.length; slot++) if (this.annotations[slot]) yield slot;
  }

  private fill(layer: LayerId, annotation: Annotation): number | null {
    const box = annotation.geometry ? boundsOf(annotation.geometry) : null;
    if (!box) return null;
    const key = keyOf(annotation);
    let ofLayer = this.slots.get(layer);
    if (!ofLayer) {
      ofLayer = new Map();
      this.slots.set(layer, ofLayer);
    }
    let slot = ofLayer.get(key);
    if (slot === undefined) {
      slot = this.free.pop() ?? this.annotations.length;
      this.grow(slot);
      ofLayer.set(key, slot);
      const rank = this.nextRank.get(layer) ?? this.nextRank.size * RANKS_OF_LAYER;
      this.rank[slot] = rank;
      this.nextRank.set(layer, rank + 1);
    }
    this.annotations[slot] = annotation;
    this.layers[slot] = layer;
    this.bounds.set([box.left, box.top, box.right, box.bottom], 4 * slot);
    this.judge(slot);
    return slot;
  }

  private judge(slot: number): void {
    const annotation = this.annotations[slot];
    const layer = this.layerAt(slot);
    if (!annotation) return;
    this.style[slot] = this.styles.numberOf(this.colorOf(annotation), kindOf(layer));
    this.shown[slot] = this.isShown(layer, keyOf(annotation), annotation) ? 1 : 0;
  }

  private drop(layer: LayerId, key: Key, slot: number): void {
    this.index.remove(slot);
    this.slots.get(layer)?.delete(key);
    this.annotations[slot] = null;
    this.shown[slot] = 0;
    this.free.push(slot);
  }

  private grow(slot: number): void {
    if (slot < this.rank.length) return;
    const size = 2 * this.rank.length;
    this.bounds = grown(this.bounds, new Float64Array(4 * size));
    this.rank = grown(this.rank, new Float64Array(size));
    this.style = grown(this.style, new Uint16Array(size));
    this.shown = grown(this.shown, new Uint8Array(size));
  }
}

function grown<T extends Float64Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
