/** Aim: a pointer for whoever has no mouse, moved by the arrow keys and pressed by Enter. */

import { ringsOf } from "../../core/geometry/vertices";
import type { Store } from "../../core/store";
import type { Geometry } from "../../core/wire";
import type { Engine } from "../../engine/engine";
import type { Pointer } from "../../engine/tools/tool";
import styles from "./aim.module.css";

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Px of the screen that an arrow moves, and with shift; with alt it is one px of the asset. */
const STEP = 10;
const STRIDE = 50;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the aim tells whoever does not see it. */
export type Say = (words: string) => void;

/**
 * A cross over a stage with an engine. Its presses go to the active tool as those of a mouse do.
 *
 * Enter clicks. With the tool that selects it takes hold, and lets go the next time. Enter twice at one place is a
 * double click, which ends a polygon.
 */
export class Aim {
  readonly #engine: Engine;
  readonly #host: HTMLElement;
  readonly #store: Store;
  readonly #say: Say;
  readonly #cross = document.createElement("div");
  readonly #abort = new AbortController();
  readonly #stops: (() => void)[] = [];
  /** Px of the asset; null while it is not shown. */
  #at: Place | null = null;
  #last: Place | null = null;
  #isHolding = false;
  #corner = -1;
  #told = "";

  constructor(engine: Engine, host: HTMLElement, store: Store, say: Say) {
    this.#engine = engine;
    this.#host = host;
    this.#store = store;
    this.#say = say;
    this.#cross.className = styles.cross ?? "";
    this.#cross.hidden = true;
    host.parentElement?.append(this.#cross);
    const { signal } = this.#abort;
    // Before the engine: while the aim is used, arrows and Enter are its own.
    host.parentElement?.addEventListener("keydown", this.#press, { capture: true, signal });
    host.addEventListener("pointerdown", this.#hide, { capture: true, signal });
    host.addEventListener("pointermove", (event) => event.movementX + event.movementY !== 0 && this.#hide(), {
      signal,
    });
    host.addEventListener("blur", this.#hide, { signal });
    this.#stops.push(engine.camera.subscribe(() => this.#draw()));
  }

  close(): void {
    this.#abort.abort();
    for (const stop of this.#stops) stop();
    this.#cross.remove();
  }

  /** Aim at the next corner of the selected shape, so that it can be taken hold of. False when it has none. */
  nextCorner(by: 1 | -1): boolean {
    const [ref] = this.#store.selection;
    const corners = ref ? cornersOf(this.#store.at(ref)?.geometry) : [];
    if (corners.length === 0 || this.#isHolding) return false;
    const from = this.#corner < 0 && by < 0 ? 0 : this.#corner;
    this.#corner = (from + by + corners.length) % corners.length;
    const corner = corners[this.#corner];
    if (corner) this.#move(corner);
    this.#say(`Corner ${this.#corner + 1} of ${corners.length}`);
    return true;
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (event.target !== this.#host || !this.#engine.tool || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    const isTaken = arrow
      ? this.#arrow(arrow, event)
      : event.key === "Enter" && !event.shiftKey && (this.#ends(event) || this.#enter());
    if (event.key === "Escape") this.#escape();
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #arrow([dx, dy]: readonly [number, number], event: KeyboardEvent): boolean {
    const isOwn = this.#isHolding || event.altKey || this.#store.selection.length === 0 || this.#isLinking;
    if (!isOwn) return false;
    const at = this.#at ?? this.#middle();
    const step = event.altKey ? 1 : (event.shiftKey ? STRIDE : STEP) / this.#engine.camera.scale;
    this.#corner = -1;
    this.#move({ x: at.x + dx * step, y: at.y + dy * step });
    return true;
  }

  /** While a relationship waits for its end, its beginning is selected: arrows still move the aim. */
  get #isLinking(): boolean {
    return this.#engine.tool?.name === "relation" && this.#at !== null;
  }

  /** What a mouse has begun, Enter ends: the tool gets the key before the aim is shown. */
  #ends(event: KeyboardEvent): boolean {
    return this.#at === null && this.#engine.tool?.key(event) === true;
  }

  #enter(): boolean {
    const { tool } = this.#engine;
    if (!tool || tool.name === "pan") return false;
    if (!this.#at) {
      if (this.#store.selection.length > 0 && tool.name === "select") return false;
      this.#move(this.#middle());
      return true;
    }
    if (tool.name === "select") this.#grab();
    else this.#click();
    this.#last = this.#at;
    return true;
  }

  #click(): void {
    const { tool } = this.#engine;
    const at = this.#at;
    if (!tool || !at) return;
    const isTwice = this.#last !== null && this.#last.x === at.x && this.#last.y === at.y;
    tool.down(this.#pointer(at, 1));
    tool.up(this.#pointer(at, 0));
    if (isTwice) tool.doubleClick(this.#pointer(at, 0));
    // What is done is done: the same place may be begun with again.
    if (isTwice) this.#last = null;
    this.#engine.repaint();
  }

  #grab(): void {
    const { tool } = this.#engine;
    const at = this.#at;
    if (!tool || !at) return;
    if (this.#isHolding) tool.up(this.#pointer(at, 0));
    else tool.down(this.#pointer(at, 1));
    this.#isHolding = !this.#isHolding;
    this.#say(this.#isHolding ? "Taken hold of" : "Let go");
    this.#draw();
    this.#engine.repaint();
  }

  #move(to: Place): void {
    const { bounds } = this.#engine;
    const at = bounds ? { x: clamp(to.x, bounds.width), y: clamp(to.y, bounds.height) } : to;
    this.#at = at;
    this.#engine.tool?.move(this.#pointer(at, this.#isHolding ? 1 : 0));
    this.#draw();
    this.#engine.repaint();
    this.#tell(at);
  }

  /** What lies under the aim is said once, when it becomes something else. */
  #tell(at: Place): void {
    const hit = this.#engine.hit(at.x, at.y);
    const annotation = hit && this.#store.at(hit);
    const words = annotation ? (this.#store.ontology?.titleOf(annotation) ?? "Region") : "";
    if (words !== this.#told && words !== "" && !this.#isHolding) this.#say(words);
    this.#told = words;
  }

  /** What is held is let go of by the tool; with nothing to give up any more, the cross goes too. */
  #escape(): void {
    if (!this.#isHolding && this.#store.selection.length === 0) this.#hide();
    this.#isHolding = false;
    this.#last = null;
    this.#draw();
  }

  readonly #hide = (): void => {
    if (this.#isHolding) this.#engine.tool?.cancel();
    this.#isHolding = false;
    this.#at = null;
    this.#last = null;
    this.#corner = -1;
    this.#cross.hidden = true;
  };

  #middle(): Place {
    const { clientWidth, clientHeight } = this.#host;
    return this.#engine.camera.toAsset({ x: clientWidth / 2, y: clientHeight / 2 });
  }

  #pointer(at: Place, buttons: number): Pointer {
    const screen = this.#engine.camera.toScreen(at);
    return { ...at, screenX: screen.x, screenY: screen.y, shift: false, ctrl: false, alt: false, buttons };
  }

  #draw(): void {
    if (!this.#at) return;
    const { x, y } = this.#engine.camera.toScreen(this.#at);
    this.#cross.hidden = false;
    this.#cross.dataset.holding = String(this.#isHolding);
    this.#cross.style.transform = `translate(${x}px, ${y}px)`;
  }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

/** Corners of a shape that can be taken hold of, in px of the asset. */
export function cornersOf(geometry: Geometry | null | undefined): Place[] {
  switch (geometry?.type) {
    case "polygon":
    case "polyline":
    case "path":
      return ringsOf(geometry)
        .flat()
        .map(([x, y]) => ({ x, y }));
    case "box":
      if (geometry.rotation) return [];
      return [
        { x: geometry.left, y: geometry.top },
        { x: geometry.left + geometry.width, y: geometry.top },
        { x: geometry.left + geometry.width, y: geometry.top + geometry.height },
        { x: geometry.left, y: geometry.top + geometry.height },
      ];
    default:
      return [];
  }
}
