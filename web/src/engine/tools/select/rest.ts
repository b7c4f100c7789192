import { type Ref, withGeometry } from "../../../core/annotation";
import { edit } from "../../../core/commands/edit";
import { contains, distanceTo } from "../../../core/geometry/contains";
import { isShape, rounded } from "../../../core/geometry/plane";
import {
  nearestEdge,
  type VertexRef,
  vertexAt,
  withNewVertex,
  withoutVertex,
} from "../../../core/geometry/vertices";
import { drawGrips, type Grip, gripAt, held } from "../grips";
import { onAsset, REACH } from "../pointing";
import { deselect } from "../put";
import { State } from "../state";
import type { KeyPress, Overlay, Pointer, ToolHost } from "../tool";
import { Holding } from "./hold";
import { pressArrow } from "./keys";
import { Marquee } from "./marquee";
import { Pressing } from "./press";

/** Nothing is held: what is under the pointer is shown, and the next press decides. */
export class Resting extends State {
  readonly #host: ToolHost;
  readonly #chosen: VertexRef | null;
  #pointer: Pointer | null = null;
  #hot: Grip | null = null;

  /** `chosen` is a vertex that was clicked: a key deletes it. */
  constructor(host: ToolHost, chosen: VertexRef | null = null) {
    super();
    this.#host = host;
    this.#chosen = chosen;
  }

  readonly #home = (chosen?: VertexRef | null): State => new Resting(this.#host, chosen ?? null);

  override move(p: Pointer): State {
    this.#pointer = p;
    this.#hot = gripAt(this.#host, p);
    const hit = this.#hot ? null : this.#host.hit(p.x, p.y, 4);
    this.#host.store.setHover(hit && { layer: hit.layer, key: hit.key });
    this.#host.cursor(this.#hot?.cursor ?? (this.#selectedAt(p) ? "move" : hit ? "pointer" : "default"));
    return this;
  }

  override down(p: Pointer): State {
    const one = held(this.#host);
    const grip = gripAt(this.#host, p);
    if (one && grip) {
      if (grip.kind === "vertex" && p.alt) return this.#withoutVertex(grip.at);
      return new Holding(this.#host, one, grip, p, this.#home);
    }
    const hit = this.#host.hit(p.x, p.y, 4);
    const taken = this.#selectedAt(p) ?? hit;
    if (!taken) return new Marquee(this.#host, p, this.#home);
    return new Pressing(this.#host, hit ?? taken, { layer: taken.layer, key: taken.key }, p, this.#home);
  }

  /** On the outline of a selected shape a vertex is added. */
  override doubleClick(p: Pointer): State {
    const one = held(this.#host);
    if (!one || one.shape.type === "box" || one.shape.type === "ellipse") return this;
    const edge = nearestEdge(one.shape, p.x, p.y);
    if (!edge || edge.distance > onAsset(this.#host, REACH)) return this;
    if (gripAt(this.#host, p)?.kind === "vertex") return this;
    const shape = withNewVertex(one.shape, edge, rounded(edge.x), rounded(edge.y));
    this.#host.store.apply(edit(one.ref, withGeometry(one.annotation, shape), "Add vertex"));
    return new Resting(this.#host, { ring: edge.ring, index: edge.index + 1 });
  }

  override key(press: KeyPress): State | null {
    if (press.key === "Escape") return deselect(this.#host) ? new Resting(this.#host) : null;
    if (this.#chosen && (press.key === "Delete" || press.key === "Backspace"))
      return this.#withoutVertex(this.#chosen);
    return pressArrow(this.#host.store, press) ? this : null;
  }

  override draw(o: Overlay): void {
    drawGrips(o, this.#host, this.#pointer, this.#hot, this.#chosen);
  }

  #withoutVertex(at: VertexRef): State {
    const one = held(this.#host);
    if (!one || one.shape.type === "box" || one.shape.type === "ellipse") return this;
    const shape = vertexAt(one.shape, at) ? withoutVertex(one.shape, at) : one.shape;
    if (shape) this.#host.store.apply(edit(one.ref, withGeometry(one.annotation, shape), "Delete vertex"));
    return new Resting(this.#host);
  }

  /** A selected shape under the pointer, whatever lies on top of it. */
  #selectedAt(p: Pointer): Ref | null {
    const { store } = this.#host;
    if (store.selection.length > 200) {
      const hit = this.#host.hit(p.x, p.y, 4);
      return hit && store.isSelected(hit.layer, hit.key) ? hit : null;
    }
    const reach = onAsset(this.#host, 4);
    const isAt = (ref: Ref): boolean => {
      const shape = store.at(ref)?.geometry;
      if (!isShape(shape) || !store.isVisible(ref.layer, ref.key)) return false;
      return (
        contains(shape, p.x, p.y) ||
        distanceTo(shape, p.x, p.y) <= (shape.type === "point" ? 2 * reach : reach)
      );
    };
    return store.selection.find(isAt) ?? null;
  }
}
