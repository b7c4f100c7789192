import type { Ref } from "../../../core/annotation";
import { shapeBounds } from "../../../core/geometry/bounds";
import { isShape, isWithin } from "../../../core/geometry/plane";
import { hasDragged } from "../pointing";
import { Gesture, type State } from "../state";
import type { Overlay, Pointer, Rect, ToolHost } from "../tool";
import type { Home } from "./hold";

/** The button is down on nothing: a click selects nothing, dragging selects what the frame meets. */
export class Marquee extends Gesture {
  readonly #host: ToolHost;
  readonly #from: Pointer;
  readonly #home: Home;
  readonly #before: readonly Ref[];
  #rect: Rect | null = null;

  constructor(host: ToolHost, from: Pointer, home: Home) {
    super();
    this.#host = host;
    this.#from = from;
    this.#home = home;
    this.#before = host.store.selection;
  }

  override move(p: Pointer): State {
    if (!this.#rect && !hasDragged(this.#from, p)) return this;
    this.#rect = {
      left: Math.min(this.#from.x, p.x),
      top: Math.min(this.#from.y, p.y),
      right: Math.max(this.#from.x, p.x),
      bottom: Math.max(this.#from.y, p.y),
    };
    this.#host.store.select([...(this.#from.shift ? this.#before : []), ...this.#met(this.#rect)]);
    return this;
  }

  override up(p: Pointer): State {
    this.move(p);
    if (!this.#rect && !this.#from.shift) this.#host.store.select([]);
    return this.#home();
  }

  override cancel(): State {
    this.#host.store.select(this.#before);
    return this.#home();
  }

  override draw(o: Overlay): void {
    if (this.#rect) o.rect(this.#rect, { width: 1, fill: 0.08 });
  }

  /** What the frame meets and does not lie wholly inside of; the draft's, or else what is offered. */
  #met(rect: Rect): Ref[] {
    const met = this.#host.within(rect).filter((ref) => {
      const geometry = this.#host.store.at(ref)?.geometry;
      const bounds = isShape(geometry) ? shapeBounds(geometry) : null;
      return bounds !== null && !isWithin(rect, bounds);
    });
    const own = met.filter((ref) => ref.layer === "draft");
    return own.length > 0 ? own : met.filter((ref) => ref.layer.startsWith("offer:"));
  }
}
