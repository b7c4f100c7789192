import { type Key, keyOf, newKey, type Ref } from "../annotation";
import { group } from "../commands/group";
import { put } from "../commands/put";
import { shapeBounds } from "../geometry/bounds";
import { moved } from "../geometry/map";
import { type Bounds, clamp, isShape, united } from "../geometry/plane";
import { movedMask } from "../masks/move";
import type { Store } from "../store";
import type { Annotation, Shape } from "../wire";

/** Px of the asset that a copy lies beside what it was made from, so that both can be seen. */
const BESIDE = 12;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What was copied last, from whichever data row; it is kept by the page, not by the system. */
export class Clipboard {
  #copied: readonly Annotation[] = [];
  #times = 0;

  get size(): number {
    return this.#copied.length;
  }

  /** Takes what is selected, with relations between two selected regions. Returns how many annotations that are. */
  copy(store: Store): number {
    const copied = selectedWithLinks(store);
    if (copied.length > 0) [this.#copied, this.#times] = [copied, 0];
    return copied.length;
  }

  /** Puts copies into the draft and selects them; each time a bit farther from where they were. */
  paste(store: Store, size: Size | null): void {
    this.#times += 1;
    putCopies(store, this.#copied, BESIDE * this.#times, size, "Paste");
  }
}

/** Copies what is selected beside itself. What was copied before stays in the clipboard. */
export function duplicate(store: Store, size: Size | null): void {
  putCopies(store, selectedWithLinks(store), BESIDE, size, "Duplicate");
}

function selectedWithLinks(store: Store): Annotation[] {
  const chosen = store.selection.flatMap((ref) => store.at(ref) ?? []);
  const regions = new Set(chosen.filter((one) => !one.relation).map(keyOf));
  const links = new Map(chosen.filter((one) => one.relation).map((one) => [keyOf(one), one]));
  for (const layer of new Set(store.selection.map((ref) => ref.layer))) {
    for (const one of store.layers.get(layer)?.listed() ?? []) if (one.relation) links.set(keyOf(one), one);
  }
  const isWhole = ({ relation }: Annotation): boolean =>
    Boolean(relation?.source && regions.has(relation.source) && regions.has(relation.target));
  return [...chosen.filter((one) => !one.relation), ...[...links.values()].filter(isWhole)];
}

function putCopies(
  store: Store,
  copied: readonly Annotation[],
  by: number,
  size: Size | null,
  verb: string,
): void {
  if (copied.length === 0) return;
  const keys = new Map<Key, Key>(copied.map((one) => [keyOf(one), newKey()]));
  const [dx, dy] = kept(copied, by, size);
  const copies = copied.map((one) => copyOf(one, keys, dx, dy, size, store.view.target));
  const title = copies.length === 1 ? `${verb} region` : `${verb} ${copies.length} regions`;
  store.apply(group(title, copies.map(put)));
  store.select(
    copies.filter((one) => !one.relation).map((one): Ref => ({ layer: "draft", key: keyOf(one) })),
  );
}

/** A copy is somebody's own: it has neither the origin nor the locks of what it was made from. */
function copyOf(
  annotation: Annotation,
  keys: ReadonlyMap<Key, Key>,
  dx: number,
  dy: number,
  size: Size | null,
  target: Annotation["target"],
): Annotation {
  const {
    origin: _origin,
    ext: _ext,
    readonly: _readonly,
    hidden: _hidden,
    confidence: _confidence,
    ...said
  } = annotation;
  const copy: Annotation = { ...said, key: keys.get(keyOf(annotation)) ?? newKey() };
  if (isShape(copy.geometry)) copy.geometry = placed(copy.geometry, dx, dy, size);
  if (target) copy.target = target;
  const { relation } = annotation;
  if (relation) {
    const source = relation.source ? (keys.get(relation.source) ?? relation.source) : relation.source;
    copy.relation = { ...relation, source, target: keys.get(relation.target) ?? relation.target };
  }
  return copy;
}

/** Masks of another asset's size stay as they are: the server says what is wrong with them. */
function placed(shape: Shape, dx: number, dy: number, size: Size | null): Shape {
  if (shape.type !== "mask") return moved(shape, dx, dy);
  return !size || shape.width === size.width ? movedMask(shape, dx, dy) : shape;
}

/** The way to go: to the right and down, or to the other side where the asset ends. */
function kept(copied: readonly Annotation[], by: number, size: Size | null): [number, number] {
  const bounds = copied.reduce<Bounds | null>(
    (sum, { geometry }) => united(sum, isShape(geometry) ? shapeBounds(geometry) : null),
    null,
  );
  if (!size || !bounds) return [by, by];
  const way = (low: number, high: number, end: number): number =>
    high + by <= end ? by : low - by >= 0 ? -by : clamp(by, -low, end - high);
  return [way(bounds.left, bounds.right, size.width), way(bounds.top, bounds.bottom, size.height)];
}
