import { DrawingRest } from "./draw/rest";
import { type Aim, aim, drawAim, hasDragged } from "./pointing";
import { activeColor, putShape } from "./put";
import { Gesture, type State, StateTool } from "./state";
import type { Overlay, Pointer, Tool, ToolHost } from "./tool";

/** Puts points. */
export function makePoint(host: ToolHost, name = "point"): Tool {
  const rest = (): State => new DrawingRest(host, (p, at) => new PuttingPoint(host, p, at, rest));
  return new StateTool(name, "crosshair", host, rest());
}

/** The button is down: the point may still be brought where it belongs. */
class PuttingPoint extends Gesture {
  override readonly cursor = "crosshair";
  readonly #host: ToolHost;
  readonly #from: Pointer;
  readonly #rest: () => State;
  #aim: Aim;

  constructor(host: ToolHost, from: Pointer, at: Aim, rest: () => State) {
    super();
    this.#host = host;
    this.#from = from;
    this.#aim = at;
    this.#rest = rest;
    host.store.select([]);
  }

  override move(p: Pointer): State {
    if (hasDragged(this.#from, p)) this.#aim = aim(this.#host, p);
    return this;
  }

  override up(p: Pointer): State {
    this.move(p);
    putShape(this.#host, { type: "point", x: this.#aim.x, y: this.#aim.y });
    return this.#rest();
  }

  override cancel(): State {
    return this.#rest();
  }

  override draw(o: Overlay): void {
    const shape = { type: "point", x: this.#aim.x, y: this.#aim.y } as const;
    o.shape(shape, { color: activeColor(this.#host, "point"), width: 2, fill: 0.6 });
    drawAim(o, this.#aim);
  }
}
