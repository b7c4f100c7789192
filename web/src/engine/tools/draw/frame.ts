import { boxAbout } from "../../../core/geometry/corners";
import type { Frame } from "../../../core/geometry/frame";
import { clamp } from "../../../core/geometry/plane";
import type { Shape } from "../../../core/wire";
import { type Aim, aim, drawAim, hasDragged, MIN_DRAG, onAsset } from "../pointing";
import { activeColor, putShape } from "../put";
import { Gesture, type State } from "../state";
import type { Overlay, Pointer, ToolHost } from "../tool";

/** Makes the shape that fills a frame that is not turned. */
export type Filling = (frame: Frame) => Shape;

export const fillBox: Filling = ({ x, y, width, height, degrees }) =>
  boxAbout([x, y], width, height, degrees);

export const fillEllipse: Filling = ({ x, y, width, height }) => ({
  type: "ellipse",
  center_x: x,
  center_y: y,
  radius_x: width / 2,
  radius_y: height / 2,
});

/**
 * A frame is drawn from a corner: by dragging, or by a click on either corner. Shift keeps it square, alt draws it
 * about the first position.
 */
export class DrawingFrame extends Gesture {
  override readonly cursor = "crosshair";
  readonly #host: ToolHost;
  readonly #from: Pointer;
  readonly #start: Aim;
  readonly #fill: Filling;
  readonly #rest: () => State;
  #aim: Aim;
  #frame: Frame | null = null;
  #isClicking = false;
  #isDragging = false;

  constructor(host: ToolHost, from: Pointer, start: Aim, fill: Filling, rest: () => State) {
    super();
    this.#host = host;
    this.#from = from;
    this.#start = start;
    this.#aim = start;
    this.#fill = fill;
    this.#rest = rest;
    host.store.select([]);
  }

  override move(p: Pointer): State {
    this.#isDragging ||= hasDragged(this.#from, p);
    if (!this.#isDragging) return this;
    this.#aim = aim(this.#host, p);
    this.#frame = this.#framed(p);
    return this;
  }

  override down(p: Pointer): State {
    this.move(p);
    return this;
  }

  override up(p: Pointer): State {
    this.move(p);
    if (!this.#isDragging && !this.#isClicking) {
      // A click on the first corner: the second one ends it.
      this.#isClicking = true;
      return this;
    }
    return this.#end();
  }

  override cancel(): State {
    return this.#rest();
  }

  override draw(o: Overlay): void {
    drawAim(o, this.#aim);
    if (!this.#frame) return;
    const shape = this.#fill(this.#frame);
    o.shape(shape, { color: activeColor(this.#host, shape.type), width: 2, fill: 0.15 });
    const { x, y, width, height } = this.#frame;
    o.text(x, y + height / 2 + onAsset(this.#host, 6), `${Math.round(width)} × ${Math.round(height)}`);
  }

  /** Whatever is thinner than a drag on the screen was not meant. */
  #end(): State {
    const least = Math.min(onAsset(this.#host, MIN_DRAG), 1);
    const frame = this.#frame;
    if (frame && frame.width >= least && frame.height >= least) putShape(this.#host, this.#fill(frame));
    return this.#rest();
  }

  #framed(p: Pointer): Frame {
    const [x0, y0] = [this.#start.x, this.#start.y];
    let [width, height] = [this.#aim.x - x0, this.#aim.y - y0];
    if (p.shift) {
      const side = Math.max(Math.abs(width), Math.abs(height));
      [width, height] = this.#fitted((width < 0 ? -1 : 1) * side, (height < 0 ? -1 : 1) * side, p.alt);
    }
    if (p.alt) return { x: x0, y: y0, width: 2 * Math.abs(width), height: 2 * Math.abs(height), degrees: 0 };
    return {
      x: x0 + width / 2,
      y: y0 + height / 2,
      width: Math.abs(width),
      height: Math.abs(height),
      degrees: 0,
    };
  }

  /** A square as large as there is room for. */
  #fitted(width: number, height: number, isAboutCenter: boolean): [number, number] {
    const { bounds } = this.#host;
    if (!bounds || isAboutCenter) return [width, height];
    const room = (start: number, way: number, size: number): number => (way < 0 ? start : size - start);
    const most = Math.min(
      room(this.#start.x, width, bounds.width),
      room(this.#start.y, height, bounds.height),
    );
    return [clamp(width, -most, most), clamp(height, -most, most)];
  }
}
