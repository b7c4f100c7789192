import { frozen, type Key, keyOf, type LayerId } from "./annotation";
import type { Annotation } from "./wire";

export interface LayerTitle {
  readonly title: string;
  /** The model version of pre-labels, or the number of the version of a label. */
  readonly version: string | null;
  readonly score: number | null;
}

/**
 * Annotations of one source, each at its place.
 *
 * The place is the one in the source. What lies above what also depends on `order`: the higher is above, and
 * among equals (absent is 0) the later.
 */
export class Layer {
  readonly id: LayerId;
  readonly title: string;
  readonly version: string | null;
  readonly score: number | null;
  /** Whether annotations may be put here; an offer is edited by accepting it. */
  readonly isEditable: boolean;
  readonly #annotations = new Map<Key, Annotation>();
  #places: Key[] = [];
  #ordered = 0;
  #stack: readonly Key[] | null = null;

  constructor(id: LayerId, title: LayerTitle, annotations: Iterable<Annotation>) {
    this.id = id;
    this.title = title.title;
    this.version = title.version;
    this.score = title.score;
    this.isEditable = id === "draft";
    for (const annotation of annotations) this.put(annotation, this.#places.length);
  }

  get size(): number {
    return this.#annotations.size;
  }

  get(key: Key): Annotation | undefined {
    return this.#annotations.get(key);
  }

  has(key: Key): boolean {
    return this.#annotations.has(key);
  }

  /** Keys from the bottom to the top. The same array until something is added, removed or reordered. */
  get keys(): readonly Key[] {
    this.#stack ??= this.#ordered ? this.#sorted() : [...this.#places];
    return this.#stack;
  }

  /** Annotations from the bottom to the top. */
  *values(): Generator<Annotation> {
    for (const key of this.keys) yield this.#annotations.get(key) as Annotation;
  }

  /** Annotations by their place, as the interface lists them. */
  *listed(): Generator<Annotation> {
    for (const key of this.#places) yield this.#annotations.get(key) as Annotation;
  }

  /** Where an annotation lies among the others, the first is 0; the end where there is none of this key. */
  placeOf(key: Key): number {
    const place = this.#places.lastIndexOf(key);
    return place < 0 ? this.#places.length : place;
  }

  /** Adds an annotation at a place, or puts it in the place of the one with its key. Only steps call this. */
  put(annotation: Annotation, place: number): void {
    const key = keyOf(annotation);
    const before = this.#annotations.get(key);
    this.#annotations.set(key, frozen(annotation));
    if (before === undefined) this.#places.splice(place, 0, key);
    this.#ordered += ordered(annotation) - ordered(before);
    if (before === undefined || (before.order ?? 0) !== (annotation.order ?? 0)) this.#stack = null;
  }

  /** Takes an annotation out. Only steps call this. */
  remove(key: Key): void {
    const before = this.#annotations.get(key);
    if (before === undefined) return;
    this.#places.splice(this.placeOf(key), 1);
    this.#annotations.delete(key);
    this.#ordered -= ordered(before);
    this.#stack = null;
  }

  #sorted(): Key[] {
    const orderOf = (key: Key): number => this.#annotations.get(key)?.order ?? 0;
    return [...this.#places].sort((one, other) => orderOf(one) - orderOf(other));
  }
}

function ordered(annotation: Annotation | undefined): number {
  return annotation?.order ? 1 : 0;
}
