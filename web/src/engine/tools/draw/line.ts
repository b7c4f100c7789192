import { distance, type Position } from "../../../core/geometry/plane";
import { type Aim, aim, drawAim, hasDragged, onAsset, REACH } from "../pointing";
import { activeColor } from "../put";
import { isUndo, State } from "../state";
import type { KeyPress, Overlay, Pointer, ToolHost } from "../tool";

/** What is made of the positions clicked. */
export interface Outline {
  readonly type: "polygon" | "polyline";
  /** As few positions as make a shape. */
  readonly least: number;
  /** Whether it becomes part of what is selected. */
  isAdding(): boolean;
  put(points: readonly Position[]): void;
}

/**
 * An outline is drawn click by click, or freely while the button is held. The first position, a double click or enter
 * ends it, and so does another tool, because many clicks are not lost by one key; backspace or undo takes the last
 * position back, escape all of them. What it becomes is decided at its end: it takes another feature on the way.
 */
export class DrawingLine extends State {
  override readonly cursor = "crosshair";
  readonly #host: ToolHost;
  readonly #outline: Outline;
  readonly #rest: () => State;
  #points: Position[];
  #aim: Aim;
  #pressed: Pointer | null;

  constructor(host: ToolHost, from: Pointer, start: Aim, outline: Outline, rest: () => State) {
    super();
    this.#host = host;
    this.#outline = outline;
    this.#rest = rest;
    this.#points = [[start.x, start.y]];
    this.#aim = start;
    this.#pressed = from;
    if (!outline.isAdding()) host.store.select([]);
  }

  override down(p: Pointer): State {
    this.#pressed = p;
    this.#aim = this.#aimed(p);
    if (this.#isClosing(p)) return this.#end();
    const last = this.#points[this.#points.length - 1];
    const isTwice = last && distance(...last, this.#aim.x, this.#aim.y) < onAsset(this.#host, 1);
    if (!isTwice) this.#points.push([this.#aim.x, this.#aim.y]);
    return this;
  }

  override move(p: Pointer): State {
    this.#aim = this.#aimed(p);
    if (this.#pressed && (p.buttons & 1) === 1 && hasDragged(this.#pressed, p)) {
      this.#points.push([this.#aim.x, this.#aim.y]);
      this.#pressed = p;
    }
    return this;
  }

  override up(): State {
    this.#pressed = null;
    return this;
  }

  override doubleClick(): State {
    return this.#end();
  }

  override cancel(): State {
    return this.#rest();
  }

  override leave(): State {
    return this.#end();
  }

  override key(press: KeyPress): State | null {
    if (press.key === "Enter") return this.#end();
    if (press.key !== "Backspace" && press.key !== "Delete" && !isUndo(press)) return null;
    this.#points.pop();
    return this.#points.length === 0 ? this.#rest() : this;
  }

  override draw(o: Overlay): void {
    const color = activeColor(this.#host, this.#outline.type);
    const next: Position = [this.#aim.x, this.#aim.y];
    const points = [...this.#points, next];
    if (this.#outline.type === "polygon" && this.#points.length > 1) {
      o.shape({ type: "polygon", points: points.map(([x, y]) => [x, y]) }, { color, width: 0, fill: 0.15 });
      o.line([next, this.#points[0] ?? next], { color, width: 1, dashed: true });
    }
    o.line(points, { color, width: 2 });
    const isClosing = this.#points[0] && this.#isNearFirst(this.#aim.x, this.#aim.y);
    for (const [index, [x, y]] of this.#points.entries())
      o.handle(x, y, "vertex", index === 0 && Boolean(isClosing));
    drawAim(o, this.#aim);
  }

  /** With shift, the next position lies at a multiple of 45 degrees. */
  #aimed(p: Pointer): Aim {
    const last = this.#points[this.#points.length - 1];
    const free = aim(this.#host, p);
    if (!p.shift || !last) return free;
    const [dx, dy] = [free.x - last[0], free.y - last[1]];
    const angle = Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) * (Math.PI / 4);
    const length = dx * Math.cos(angle) + dy * Math.sin(angle);
    return { x: last[0] + length * Math.cos(angle), y: last[1] + length * Math.sin(angle), snap: null };
  }

  #isClosing(p: Pointer): boolean {
    return this.#outline.type === "polygon" && this.#points.length >= 3 && this.#isNearFirst(p.x, p.y);
  }

  #isNearFirst(x: number, y: number): boolean {
    const first = this.#points[0];
    const isEnough = this.#outline.type === "polygon" && this.#points.length >= 3;
    return isEnough && first !== undefined && distance(x, y, ...first) <= onAsset(this.#host, REACH);
  }

  #end(): State {
    const points = withoutRepeats(this.#points, onAsset(this.#host, 1));
    if (points.length >= this.#outline.least) this.#outline.put(points);
    return this.#rest();
  }
}

/** A double click has put its position twice: the second is nearer than anybody can aim. */
function withoutRepeats(points: readonly Position[], reach: number): Position[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    return !before || distance(...before, ...point) >= reach;
  });
}
