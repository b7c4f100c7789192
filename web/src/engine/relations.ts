import { type Key, keyOf, type LayerId, type Ref } from "../core/annotation";
import { type Bounds, distance, type Position } from "../core/geometry/plane";
import type { Annotation, Relation } from "../core/wire";
import { distanceToLine } from "./hit";
import type { Scene } from "./scene";

/** A relation between two shapes that are shown, with the ends of its line in pixels of the asset. */
export interface Arrow extends Ref {
  readonly relation: Relation;
  readonly from: Position;
  readonly to: Position;
}

/** Relationships by layer; their ends are looked up in the scene, so they follow what they join. */
export class Relations {
  private readonly all = new Map<LayerId, Map<Key, Annotation>>();

  clear(): void {
    this.all.clear();
  }

  get size(): number {
    let size = 0;
    for (const layer of this.all.values()) size += layer.size;
    return size;
  }

  put(layer: LayerId, annotation: Annotation): void {
    if (!annotation.relation) {
      this.remove(layer, keyOf(annotation));
      return;
    }
    let ofLayer = this.all.get(layer);
    if (!ofLayer) {
      ofLayer = new Map();
      this.all.set(layer, ofLayer);
    }
    ofLayer.set(keyOf(annotation), annotation);
  }

  remove(layer: LayerId, key: Key): void {
    this.all.get(layer)?.delete(key);
  }

  /** Relations whose both ends are shown, at most `most`. `boundsOf` says where an end lies right now. */
  *arrows(scene: Scene, boundsOf: (slot: number) => Bounds, most = 1000): Generator<Arrow> {
    let count = 0;
    for (const [layer, relations] of this.all) {
      for (const [key, { relation }] of relations) {
        const from = relation?.source == null ? undefined : scene.slotOf(layer, relation.source);
        const to = relation ? scene.slotOf(layer, relation.target) : undefined;
        if (!relation || from === undefined || to === undefined || !scene.shown[from] || !scene.shown[to])
          continue;
        if (count++ >= most) return;
        const [start, end] = between(boundsOf(from), boundsOf(to));
        yield { layer, key, relation, from: start, to: end };
      }
    }
  }

  /** The relation whose line passes within `tolerance` of a place. */
  hit(scene: Scene, x: number, y: number, tolerance: number): Ref | null {
    for (const { layer, key, from, to } of this.arrows(scene, (slot) => scene.boxAt(slot))) {
      if (distanceToLine([from, to], x, y, false) <= tolerance) return { layer, key };
    }
    return null;
  }
}

/** A line from one box to another: between their middles, cut off where it leaves the one and enters the other. */
export function between(one: Bounds, other: Bounds): [Position, Position] {
  const start = middleOf(one);
  const end = middleOf(other);
  const out = exitOf(one, start, end);
  const into = exitOf(other, end, start);
  const isApart = distance(...start, ...out) + distance(...end, ...into) < distance(...start, ...end);
  return isApart ? [out, into] : [start, end];
}

function middleOf({ left, top, right, bottom }: Bounds): Position {
  return [(left + right) / 2, (top + bottom) / 2];
}

/** Where a line from the middle of a box towards a place leaves it. */
function exitOf(box: Bounds, [x, y]: Position, [towardsX, towardsY]: Position): Position {
  const dx = towardsX - x;
  const dy = towardsY - y;
  const across = dx === 0 ? Infinity : (box.right - box.left) / 2 / Math.abs(dx);
  const down = dy === 0 ? Infinity : (box.bottom - box.top) / 2 / Math.abs(dy);
  const part = Math.min(across, down, 1);
  return [x + dx * part, y + dy * part];
}
