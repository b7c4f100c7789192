import { drawGrips, type Grip, gripAt, held } from "../grips";
import { type Aim, aim, drawAim } from "../pointing";
import { deselect } from "../put";
import { Holding } from "../select/hold";
import { pressArrow } from "../select/keys";
import { State } from "../state";
import type { KeyPress, Overlay, Pointer, ToolHost } from "../tool";

/**
 * Nothing is being drawn. What was drawn last is still selected, and its grips work here too, so that it is corrected
 * without a change of tools; a press anywhere else begins the next.
 */
export class DrawingRest extends State {
  readonly #host: ToolHost;
  readonly #begin: (p: Pointer, at: Aim) => State;
  #pointer: Pointer | null = null;
  #hot: Grip | null = null;
  #aim: Aim | null = null;

  /** `begin` answers with the state that draws, or with a resting one when a press was all there was to it. */
  constructor(host: ToolHost, begin: (p: Pointer, at: Aim) => State) {
    super();
    this.#host = host;
    this.#begin = begin;
  }

  override move(p: Pointer): State {
    this.#pointer = p;
    this.#host.store.setHover(null);
    this.#hot = gripAt(this.#host, p);
    this.#aim = this.#hot ? null : aim(this.#host, p);
    this.#host.cursor(this.#hot?.cursor ?? "crosshair");
    return this;
  }

  override down(p: Pointer): State {
    const one = held(this.#host);
    const grip = gripAt(this.#host, p);
    if (one && grip) return new Holding(this.#host, one, grip, p, () => this.again());
    return this.#begin(p, aim(this.#host, p));
  }

  override key(press: KeyPress): State | null {
    if (press.key === "Escape") return deselect(this.#host) ? this.again() : null;
    return pressArrow(this.#host.store, press) ? this : null;
  }

  override draw(o: Overlay): void {
    drawGrips(o, this.#host, this.#pointer, this.#hot);
    drawAim(o, this.#aim);
  }

  again(): State {
    return new DrawingRest(this.#host, this.#begin);
  }
}
