import { type Key, type LayerId, type Ref, refId } from "../core/annotation";
import type { Store } from "../core/store";
import type { Annotation } from "../core/wire";
import { kindOf, type LayerKind } from "../engine/style";
import type { Offsets } from "./offsets";

/** So many underlines fit below a line; what overlaps more shares the last. */
export const LANES = 4;

/** A span of an annotation as it is painted: UTF-16 units, `end` exclusive. */
export interface Span extends Ref {
  readonly start: number;
  readonly end: number;
  readonly color: string;
  readonly kind: LayerKind;
  /** Which underline it has, the first is 0: spans that overlap have different ones. */
  lane: number;
}

/** The spans of a store that lie on one text, in their order. */
export class Spans {
  readonly #store: Store;
  readonly #offsets: Offsets;
  readonly #asset: string | null;
  readonly #known = new Map<string, Span>();
  #visible: readonly Span[] | null = null;

  /** `asset` is the name of the text where a data row has several; null takes all. */
  constructor(store: Store, offsets: Offsets, asset: string | null) {
    this.#store = store;
    this.#offsets = offsets;
    this.#asset = asset;
    for (const layer of store.layers.values()) this.put(layer.id, layer.keys);
  }

  /** Reads annotations again that came or have changed. */
  put(layer: LayerId, keys: readonly Key[]): void {
    for (const key of keys) {
      const span = this.#spanOf(layer, key);
      if (span) this.#known.set(refId(layer, key), span);
      else this.#known.delete(refId(layer, key));
    }
    this.#visible = null;
  }

  remove(layer: LayerId, keys: readonly Key[]): void {
    for (const key of keys) this.#known.delete(refId(layer, key));
    this.#visible = null;
  }

  /** What is hidden has changed. */
  refilter(): void {
    this.#visible = null;
  }

  /** Colours have changed. */
  reread(): void {
    for (const layer of this.#store.layers.values()) this.put(layer.id, layer.keys);
  }

  at(ref: Ref): Span | undefined {
    return this.#known.get(refId(ref.layer, ref.key));
  }

  /** Spans that are shown, by where they begin; the longer first. */
  get visible(): readonly Span[] {
    this.#visible ??= laned([...this.#known.values()].filter((one) => this.#isShown(one)));
    return this.#visible;
  }

  /** Shown spans over a position, the shortest first; at its end a span is still met when `isEnd`. */
  over(unit: number, isEnd = false): Span[] {
    const found = this.visible.filter(
      (one) => one.start <= unit && (unit < one.end || (isEnd && unit === one.end)),
    );
    return found.sort((one, other) => one.end - one.start - (other.end - other.start));
  }

  #isShown({ layer, key }: Span): boolean {
    return this.#store.isVisible(layer, key);
  }

  #spanOf(layer: LayerId, key: Key): Span | null {
    const annotation = this.#store.get(layer, key);
    const geometry = annotation?.geometry;
    if (!annotation || geometry?.type !== "text_span" || !this.#isOn(annotation)) return null;
    const isUnits = geometry.unit === "utf16";
    const start = isUnits ? geometry.start : this.#offsets.toUnits(geometry.start);
    const end = isUnits ? geometry.end : this.#offsets.toUnits(geometry.end);
    const color = this.#store.ontology?.colorOf(annotation) ?? "#94a3b8";
    return { layer, key, start, end: Math.max(start, end), color, kind: kindOf(layer), lane: 0 };
  }

  #isOn(annotation: Annotation): boolean {
    return this.#asset === null || (annotation.target?.asset ?? "") === this.#asset;
  }
}

/** Sorts spans and gives those that overlap different underlines. */
export function laned(spans: Span[]): Span[] {
  spans.sort((one, other) => one.start - other.start || other.end - one.end);
  const ends = new Array<number>(LANES).fill(-1);
  for (const span of spans) {
    let lane = ends.findIndex((end) => end <= span.start);
    if (lane < 0) lane = LANES - 1;
    span.lane = lane;
    ends[lane] = Math.max(ends[lane] ?? -1, span.end);
  }
  return spans;
}
