import { withGeometry } from "../../../core/annotation";
import { edit } from "../../../core/commands/edit";
import { facing, framed, frameOf, resized } from "../../../core/geometry/frame";
import { rounded } from "../../../core/geometry/plane";
import { type VertexRef, withNewVertex, withVertex } from "../../../core/geometry/vertices";
import type { Box, Ellipse, Shape } from "../../../core/wire";
import type { Grip, Held } from "../grips";
import { type Aim, aim, drawAim, hasDragged, onAsset } from "../pointing";
import { Gesture, type State } from "../state";
import type { Overlay, Pointer, ToolHost } from "../tool";

/** Which state comes after: the tool decides. `chosen` is the vertex that was clicked, to be deleted by a key. */
export type Home = (chosen?: VertexRef | null) => State;

/** A grip of the selected shape is held: the shape follows the pointer, and is changed once when it is let go. */
export class Holding extends Gesture {
  override readonly cursor: string;
  readonly #host: ToolHost;
  readonly #held: Held;
  readonly #grip: Grip;
  readonly #from: Pointer;
  readonly #home: Home;
  #shape: Shape | null = null;
  #aim: Aim | null = null;

  constructor(host: ToolHost, held: Held, grip: Grip, from: Pointer, home: Home) {
    super();
    this.#host = host;
    this.#held = held;
    this.#grip = grip;
    this.#from = from;
    this.#home = home;
    this.cursor = grip.kind === "rotate" ? "grabbing" : grip.kind === "midpoint" ? "move" : grip.cursor;
  }

  override move(p: Pointer): State {
    if (!this.#shape && !hasDragged(this.#from, p)) return this;
    if (!this.#shape) this.#host.lift([this.#held.ref]);
    this.#shape = this.#changed(p);
    return this;
  }

  override up(p: Pointer): State {
    this.move(p);
    const shape = this.#shape;
    this.#host.lift(null);
    if (shape && isUsable(shape)) {
      const put = withGeometry(this.#held.annotation, shape);
      this.#host.store.apply(edit(this.#held.ref, put, TITLES[this.#grip.kind]));
    }
    return this.#home(this.#grip.kind === "vertex" ? this.#grip.at : null);
  }

  override cancel(): State {
    this.#host.lift(null);
    return this.#home();
  }

  override draw(o: Overlay): void {
    if (!this.#shape) return;
    o.annotation(this.#held.annotation, this.#shape);
    o.shape(this.#shape, { color: "#2f7bf6", width: 1.5 });
    drawAim(o, this.#aim);
    this.#tell(o, this.#shape);
  }

  #changed(p: Pointer): Shape {
    const { shape } = this.#held;
    const grip = this.#grip;
    if (grip.kind === "resize") {
      const box = shape as Box | Ellipse;
      this.#aim = aim(this.#host, p, [this.#held.ref]);
      const rule = { isKeepingRatio: p.shift, isAboutCenter: p.alt };
      return framed(box, resized(frameOf(box), grip.handle, this.#aim.x, this.#aim.y, rule));
    }
    if (grip.kind === "rotate") {
      const box = shape as Box | Ellipse;
      return framed(box, facing(frameOf(box), p.x, p.y, p.shift));
    }
    const line = shape as Exclude<typeof shape, Box | Ellipse>;
    this.#aim = aim(this.#host, p, [this.#held.ref]);
    const [x, y] = [rounded(this.#aim.x), rounded(this.#aim.y)];
    return grip.kind === "vertex" ? withVertex(line, grip.at, x, y) : withNewVertex(line, grip.edge, x, y);
  }

  #tell(o: Overlay, shape: Shape): void {
    if (shape.type !== "box" && shape.type !== "ellipse") return;
    const { x, y, width, height, degrees } = frameOf(shape);
    const below = onAsset(this.#host, 6);
    const text =
      this.#grip.kind === "rotate" ? `${rounded(degrees)}°` : `${Math.round(width)} × ${Math.round(height)}`;
    o.text(x, y + height / 2 + below, text);
  }
}

const TITLES = {
  resize: "Resize region",
  rotate: "Rotate region",
  vertex: "Move vertex",
  midpoint: "Add vertex",
};

/** Whether a shape still has an extent. */
export function isUsable(shape: Shape): boolean {
  if (shape.type === "box") return shape.width > 0 && shape.height > 0;
  return shape.type !== "ellipse" || (shape.radius_x > 0 && shape.radius_y > 0);
}
