import { boxAbout } from "../../../core/geometry/corners";
import { normalDegrees, rounded } from "../../../core/geometry/plane";
import type { Box } from "../../../core/wire";
import { type Aim, aim, drawAim, hasDragged, MIN_DRAG, onAsset } from "../pointing";
import { activeColor, putShape } from "../put";
import { Gesture, type State } from "../state";
import type { Overlay, Pointer, ToolHost } from "../tool";

/** A turned box is drawn by its first side, dragged or clicked, and then by how far it reaches from there. */
export class DrawingSide extends Gesture {
  override readonly cursor = "crosshair";
  readonly #host: ToolHost;
  readonly #from: Pointer;
  readonly #start: Aim;
  readonly #rest: () => State;
  #aim: Aim;
  #isDragging = false;
  #isClicking = false;

  constructor(host: ToolHost, from: Pointer, start: Aim, rest: () => State) {
    super();
    this.#host = host;
    this.#from = from;
    this.#start = start;
    this.#aim = start;
    this.#rest = rest;
    host.store.select([]);
  }

  override move(p: Pointer): State {
    this.#isDragging ||= hasDragged(this.#from, p);
    if (this.#isDragging) this.#aim = p.shift ? stepped(this.#host, this.#start, p) : aim(this.#host, p);
    return this;
  }

  override up(p: Pointer): State {
    this.move(p);
    if (this.#isDragging) return new DrawingDepth(this.#host, this.#start, this.#aim, this.#rest);
    if (this.#isClicking) return this.#rest();
    this.#isClicking = true;
    return this;
  }

  override cancel(): State {
    return this.#rest();
  }

  override draw(o: Overlay): void {
    drawAim(o, this.#aim);
    if (!this.#isDragging) return;
    const { x, y } = this.#start;
    o.line(
      [
        [x, y],
        [this.#aim.x, this.#aim.y],
      ],
      { color: activeColor(this.#host, "box"), width: 2 },
    );
    o.text(this.#aim.x, this.#aim.y, `${rounded(degreesOf(this.#start, this.#aim))}°`);
  }
}

/** The side stands: the next click says how far the box reaches from it. */
class DrawingDepth extends Gesture {
  override readonly cursor = "crosshair";
  readonly #host: ToolHost;
  readonly #from: Aim;
  readonly #to: Aim;
  readonly #rest: () => State;
  #box: Box | null = null;

  constructor(host: ToolHost, from: Aim, to: Aim, rest: () => State) {
    super();
    this.#host = host;
    this.#from = from;
    this.#to = to;
    this.#rest = rest;
  }

  override move(p: Pointer): State {
    const at = aim(this.#host, p);
    this.#box = boxFrom(this.#from, this.#to, at.x, at.y);
    return this;
  }

  override down(p: Pointer): State {
    return this.move(p);
  }

  override up(p: Pointer): State {
    this.move(p);
    const least = Math.min(onAsset(this.#host, MIN_DRAG), 1);
    if (this.#box && this.#box.height >= least) putShape(this.#host, this.#box);
    return this.#rest();
  }

  override cancel(): State {
    return this.#rest();
  }

  override draw(o: Overlay): void {
    const color = activeColor(this.#host, "box");
    o.line(
      [
        [this.#from.x, this.#from.y],
        [this.#to.x, this.#to.y],
      ],
      { color, width: 2 },
    );
    if (this.#box) o.shape(this.#box, { color, width: 2, fill: 0.15 });
  }
}

/** The box on a side that reaches to a position, whichever side of it that is on. */
export function boxFrom(from: Aim, to: Aim, x: number, y: number): Box {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  // Across the side, clockwise: down for a side that goes to the right.
  const depth = (x - from.x) * -uy + (y - from.y) * ux;
  const middle = [(from.x + to.x) / 2 - (uy * depth) / 2, (from.y + to.y) / 2 + (ux * depth) / 2] as const;
  const degrees = depth < 0 ? degreesOf(from, to) + 180 : degreesOf(from, to);
  return boxAbout(middle, length, Math.abs(depth), normalDegrees(degrees));
}

function degreesOf(from: Aim, to: Aim): number {
  return (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
}

/** The position at a multiple of 15 degrees, as far away. */
function stepped(host: ToolHost, from: Aim, p: Pointer): Aim {
  const free = aim(host, p);
  const angle = (Math.round(degreesOf(from, free) / 15) * 15 * Math.PI) / 180;
  const length = Math.hypot(free.x - from.x, free.y - from.y);
  return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle), snap: null };
}
