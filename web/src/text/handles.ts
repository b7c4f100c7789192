import type { Page } from "./page";
import type { Extent } from "./select";

type End = "start" | "end";

/** Grips at both ends of the selected span, to be dragged. */
export class Handles {
  readonly #page: Page;
  readonly #grips: Record<End, HTMLElement>;
  readonly #onDrag: (extent: Extent) => void;
  readonly #onDone: () => void;
  #extent: Extent | null = null;

  constructor(
    page: Page,
    grips: Record<End, HTMLElement>,
    onDrag: (extent: Extent) => void,
    onDone: () => void,
  ) {
    this.#page = page;
    this.#grips = grips;
    this.#onDrag = onDrag;
    this.#onDone = onDone;
    for (const end of ["start", "end"] as const) this.#listen(end);
  }

  /** Places the grips at the ends of a span on a sheet whose corner lies there; null hides them. */
  draw(extent: Extent | null, sheet: DOMRect): void {
    this.#extent = extent;
    const rects = extent ? this.#page.rects(extent) : [];
    const [first, last] = [rects[0], rects[rects.length - 1]];
    this.#place("start", first && { x: first.left, box: first }, sheet);
    this.#place("end", last && { x: last.right, box: last }, sheet);
  }

  #place(end: End, at: { x: number; box: DOMRect } | undefined, sheet: DOMRect): void {
    const grip = this.#grips[end];
    grip.hidden = !at;
    if (!at) return;
    grip.style.translate = `${at.x - sheet.left}px ${at.box.top - sheet.top}px`;
    grip.style.height = `${at.box.height}px`;
  }

  #listen(end: End): void {
    const grip = this.#grips[end];
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener("pointermove", (event) => {
      if (!grip.hasPointerCapture(event.pointerId)) return;
      const unit = this.#unitAt(event.clientX, event.clientY);
      const extent = this.#extent && unit !== null ? dragged(this.#extent, end, unit) : null;
      if (extent) this.#onDrag(extent);
    });
    for (const over of ["pointerup", "pointercancel"] as const)
      grip.addEventListener(over, () => this.#onDone());
  }

  /** The grips lie over the text and must not be what is found there. */
  #unitAt(x: number, y: number): number | null {
    for (const grip of Object.values(this.#grips)) grip.style.pointerEvents = "none";
    const unit = this.#page.unitAt(x, y);
    for (const grip of Object.values(this.#grips)) grip.style.pointerEvents = "";
    return unit;
  }
}

/** An extent with one end elsewhere; null when it would be empty or is the same. */
export function dragged(extent: Extent, end: End, unit: number): Extent | null {
  const changed = { ...extent, [end]: unit };
  if (changed.start >= changed.end || unit === extent[end]) return null;
  return changed;
}
