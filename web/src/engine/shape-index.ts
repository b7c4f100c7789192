import Flatbush from "flatbush";

/** Slots that are looked through one by one before a new tree is worth its time. */
const FEW = 64;

/**
 * Finds slots by place: a packed tree that never changes, and a short list of slots that moved since it was built.
 *
 * `bounds` holds four numbers per slot (least x, least y, greatest x, greatest y), owned by the scene: a slot is
 * reported to `put` after its four numbers have changed.
 */
export class ShapeIndex {
  private tree: Flatbush | null = null;
  private slotOf = new Int32Array(0);
  /** For each slot whether the tree's entry of it still holds. */
  private inTree = new Uint8Array(0);
  private readonly moved = new Set<number>();
  private gone = 0;

  constructor(private readonly boundsOf: () => Float64Array) {}

  /** Builds the tree anew from these slots. */
  load(slots: Iterable<number>): void {
    const all = Int32Array.from(slots);
    const bounds = this.boundsOf();
    this.inTree = new Uint8Array(bounds.length / 4);
    this.slotOf = all;
    this.moved.clear();
    this.gone = 0;
    this.tree = null;
    if (all.length === 0) return;
    const tree = new Flatbush(all.length, 16, Float64Array);
    for (const slot of all) {
      tree.add(
        bounds[4 * slot] ?? 0,
        bounds[4 * slot + 1] ?? 0,
        bounds[4 * slot + 2] ?? 0,
        bounds[4 * slot + 3] ?? 0,
      );
      this.inTree[slot] = 1;
    }
    tree.finish();
    this.tree = tree;
  }

  /** A slot is new, or lies somewhere else. */
  put(slot: number): void {
    this.forget(slot);
    this.moved.add(slot);
  }

  remove(slot: number): void {
    this.forget(slot);
    this.moved.delete(slot);
  }

  /** Whether so much has changed that a new tree would pay. */
  get isStale(): boolean {
    return this.moved.size + this.gone > FEW + this.slotOf.length / 16;
  }

  /** Builds the tree anew from what it holds. */
  rebuild(): void {
    const slots = [...this.moved];
    for (const slot of this.slotOf) if (this.inTree[slot]) slots.push(slot);
    this.load(slots);
  }

  /** Slots whose bounds meet a box, sides included, in no order. */
  search(left: number, top: number, right: number, bottom: number): number[] {
    const found: number[] = [];
    if (this.tree) {
      for (const entry of this.tree.search(left, top, right, bottom)) {
        const slot = this.slotOf[entry] ?? -1;
        if (this.inTree[slot]) found.push(slot);
      }
    }
    const bounds = this.boundsOf();
    for (const slot of this.moved) {
      const at = 4 * slot;
      const isMeeting =
        (bounds[at] ?? 0) <= right &&
        (bounds[at + 1] ?? 0) <= bottom &&
        (bounds[at + 2] ?? 0) >= left &&
        (bounds[at + 3] ?? 0) >= top;
      if (isMeeting) found.push(slot);
    }
    return found;
  }

  private forget(slot: number): void {
    if (!this.inTree[slot]) return;
    this.inTree[slot] = 0;
    this.gone++;
  }
}
