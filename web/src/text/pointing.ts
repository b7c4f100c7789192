import { mark, meant, pick } from "./acts";
import type { Span } from "./spans";
import type { TextView } from "./view";

/** So many px the pointer may move within a click. */
const STILL = 3;

/** The pointer on a text: dragging or a double click marks, a click selects. */
export class Pointing {
  readonly #view: TextView;
  #from: { x: number; y: number } | null = null;

  constructor(view: TextView, signal: AbortSignal) {
    this.#view = view;
    const { host } = view.parts;
    host.addEventListener("mousedown", (event) => this.#down(event), { signal });
    window.addEventListener("mouseup", (event) => this.#up(event), { signal });
    host.addEventListener("pointermove", (event) => this.#move(event), { signal });
    host.addEventListener("pointerleave", () => view.store.setHover(null), { signal });
  }

  #down(event: MouseEvent): void {
    if (event.button === 0) this.#from = { x: event.clientX, y: event.clientY };
  }

  #move(event: PointerEvent): void {
    if (event.buttons === 0 && event.pointerType !== "touch") this.#view.store.setHover(this.#under(event));
  }

  #up(event: MouseEvent): void {
    const from = this.#from;
    this.#from = null;
    if (!from || event.button !== 0) return;
    const view = this.#view;
    const distance = Math.hypot(event.clientX - from.x, event.clientY - from.y);
    const extent = view.caret.extent;
    const isMeant = extent && extent.end > extent.start && (distance > STILL || event.detail === 2);
    if (isMeant) {
      const part = meant(view, extent, event.altKey);
      if (part.end > part.start) mark(view, part);
      return;
    }
    if (distance > STILL || event.detail > 1) return;
    const found = this.#next(event);
    if (found) pick(view, found, event.shiftKey || event.ctrlKey || event.metaKey);
    else view.store.select([]);
  }

  /** The span under the pointer; a click on the selected one goes on to the next below it. */
  #next(event: MouseEvent): Span | null {
    const all = this.#all(event);
    const at = all.findIndex((one) => this.#view.store.isSelected(one.layer, one.key));
    return all[(at + 1) % all.length] ?? null;
  }

  #under(event: MouseEvent): Span | null {
    return this.#all(event)[0] ?? null;
  }

  #all(event: MouseEvent): Span[] {
    const unit = this.#view.page.charAt(event.clientX, event.clientY);
    return unit === null ? [] : this.#view.spans.over(unit);
  }
}
