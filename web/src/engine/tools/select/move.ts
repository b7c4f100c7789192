import { type Ref, withGeometry } from "../../../core/annotation";
import { editAll } from "../../../core/commands/edit";
import { shapeBounds } from "../../../core/geometry/bounds";
import { boxCorners, ellipseEnds } from "../../../core/geometry/corners";
import { moved } from "../../../core/geometry/map";
import { type Bounds, clamp, isShape, isWithin, type Position, united } from "../../../core/geometry/plane";
import { borderShift, type Snap, snapped } from "../../../core/geometry/snap";
import { ringsOf } from "../../../core/geometry/vertices";
import { movedMask } from "../../../core/masks/move";
import type { Annotation, Shape } from "../../../core/wire";
import { around, drawAim, isSnapping, onAsset, shapesNear } from "../pointing";
import { Gesture, type State } from "../state";
import type { Overlay, Pointer, ToolHost } from "../tool";
import type { Home } from "./hold";

interface Piece {
  readonly ref: Ref;
  readonly annotation: Annotation;
  readonly shape: Shape;
}

/** More shapes than this are shown by the box around all of them while they move. */
const MOST_SHOWN = 400;
/** Of fewer, each is outlined as what is being moved. */
const MOST_OUTLINED = 50;
/** Shapes with more vertices than this are not drawn to others: it would be felt. */
const MOST_ANCHORS = 64;
const SNAP_REACH = 7;

/** What is selected follows the pointer, and is moved once when it is let go. */
export class Moving extends Gesture {
  override readonly cursor = "move";
  readonly #host: ToolHost;
  readonly #pieces: readonly Piece[];
  readonly #from: Pointer;
  readonly #home: Home;
  readonly #bounds: Bounds | null;
  readonly #anchors: readonly Position[];
  #by: readonly [number, number] = [0, 0];
  #snap: Snap | null = null;

  constructor(host: ToolHost, refs: readonly Ref[], from: Pointer, home: Home) {
    super();
    this.#host = host;
    this.#from = from;
    this.#home = home;
    this.#pieces = refs.flatMap((ref) => {
      const annotation = host.store.at(ref);
      const shape = annotation?.geometry;
      return annotation && isShape(shape) ? [{ ref, annotation, shape }] : [];
    });
    this.#bounds = this.#pieces.reduce<Bounds | null>(
      (sum, { shape }) => united(sum, shapeBounds(shape)),
      null,
    );
    const anchors =
      this.#pieces.length <= MOST_ANCHORS ? this.#pieces.flatMap(({ shape }) => anchorsOf(shape)) : [];
    this.#anchors = anchors.length <= MOST_ANCHORS ? anchors : [];
    host.lift(this.#pieces.map((piece) => piece.ref));
  }

  override move(p: Pointer): State {
    let [dx, dy] = [p.x - this.#from.x, p.y - this.#from.y];
    // Held, shift keeps the way straight, as everywhere things are dragged.
    if (p.shift) [dx, dy] = Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy];
    [dx, dy] = this.#kept(dx, dy);
    this.#snap = null;
    if (isSnapping(this.#host, p)) [dx, dy] = this.#snapped(dx, dy, p.shift);
    this.#by = [dx, dy];
    return this;
  }

  override up(p: Pointer): State {
    this.move(p);
    this.#host.lift(null);
    const edits = this.#pieces.map(({ ref, annotation, shape }) => ({
      layer: ref.layer,
      annotation: withGeometry(annotation, this.#put(shape)),
    }));
    const count = edits.length;
    this.#host.store.apply(editAll(edits, count === 1 ? "Move region" : `Move ${count} regions`));
    return this.#home();
  }

  override cancel(): State {
    this.#host.lift(null);
    return this.#home();
  }

  override draw(o: Overlay): void {
    if (this.#pieces.length > MOST_SHOWN) {
      const [dx, dy] = this.#by;
      const { left, top, right, bottom } = this.#bounds ?? { left: 0, top: 0, right: 0, bottom: 0 };
      o.rect({ left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy }, { dashed: true });
    } else {
      const isOutlined = this.#pieces.length <= MOST_OUTLINED;
      for (const { annotation, shape } of this.#pieces) {
        const put = this.#put(shape);
        o.annotation(annotation, put);
        if (isOutlined && put.type !== "mask") o.shape(put, { color: "#2f7bf6", width: 1.5 });
      }
    }
    drawAim(o, this.#snap && { x: this.#snap.x, y: this.#snap.y, snap: this.#snap });
  }

  #put(shape: Shape): Shape {
    const [dx, dy] = this.#by;
    return shape.type === "mask" ? movedMask(shape, dx, dy) : moved(shape, dx, dy);
  }

  /** What lies within the asset stays there; what does not already may be brought back by any way. */
  #kept(dx: number, dy: number): [number, number] {
    const asset = this.#host.bounds;
    const all = this.#bounds;
    if (!asset || !all || !isWithin(all, { left: 0, top: 0, right: asset.width, bottom: asset.height }))
      return [dx, dy];
    return [clamp(dx, -all.left, asset.width - all.right), clamp(dy, -all.top, asset.height - all.bottom)];
  }

  #snapped(dx: number, dy: number, isStraight: boolean): [number, number] {
    const reach = onAsset(this.#host, SNAP_REACH);
    const all = this.#bounds;
    if (!isStraight) {
      const refs = this.#pieces.map((piece) => piece.ref);
      let best: { snap: Snap; from: Position; away: number } | null = null;
      for (const from of this.#anchors) {
        const [x, y] = [from[0] + dx, from[1] + dy];
        const snap = snapped(x, y, reach, shapesNear(this.#host, around(x, y, reach), refs), null);
        const away = snap ? Math.hypot(snap.x - x, snap.y - y) : Infinity;
        if (snap && (!best || away < best.away)) best = { snap, from, away };
      }
      if (best) {
        this.#snap = best.snap;
        return [best.snap.x - best.from[0], best.snap.y - best.from[1]];
      }
    }
    if (!this.#host.bounds || !all) return [dx, dy];
    const there = { left: all.left + dx, top: all.top + dy, right: all.right + dx, bottom: all.bottom + dy };
    const [x, y] = borderShift(there, reach, this.#host.bounds);
    return [isStraight && dx === 0 ? 0 : dx + x, isStraight && dy === 0 ? 0 : dy + y];
  }
}

function anchorsOf(shape: Shape): readonly Position[] {
  switch (shape.type) {
    case "box":
      return boxCorners(shape);
    case "ellipse":
      return ellipseEnds(shape);
    case "point":
      return [[shape.x, shape.y]];
    case "mask":
      return [];
    default:
      return ringsOf(shape).flat();
  }
}
