import type { Page } from "./page";
import { type Extent, quoted } from "./select";

type Way = "left" | "right" | "forward" | "backward";
type By = "character" | "word" | "line" | "lineboundary" | "documentboundary";

const MOVES: Record<string, readonly [way: Way, by: By, withCtrl: By]> = {
  ArrowLeft: ["left", "character", "word"],
  ArrowRight: ["right", "character", "word"],
  ArrowUp: ["backward", "line", "line"],
  ArrowDown: ["forward", "line", "line"],
  Home: ["backward", "lineboundary", "documentboundary"],
  End: ["forward", "lineboundary", "documentboundary"],
};

/**
 * A caret in a text that cannot be typed into: the browser's own selection, moved by keys. So arrows go the way
 * they are drawn in texts that run from right to left, and characters of several code points are stepped over whole.
 */
export class Caret {
  readonly #page: Page;
  readonly #element: HTMLElement;
  #last = 0;

  constructor(page: Page, element: HTMLElement) {
    this.#page = page;
    this.#element = element;
  }

  /** What is selected, in units; null when the selection lies elsewhere. */
  get extent(): Extent | null {
    const found = getSelection();
    const anchor = found && this.#page.unitOf(found.anchorNode, found.anchorOffset);
    const focus = found && this.#page.unitOf(found.focusNode, found.focusOffset);
    if (anchor == null || focus == null) return null;
    this.#last = focus;
    return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  }

  /** Where the caret stands, in units. */
  get unit(): number {
    const found = getSelection();
    return (found && this.#page.unitOf(found.focusNode, found.focusOffset)) ?? this.#last;
  }

  /** Moves the caret as a key says; false for keys that move nothing. Returns before anything is announced. */
  move(key: string, isExtending: boolean, isCtrl: boolean): boolean {
    const move = MOVES[key];
    const selection = getSelection();
    if (!move || !selection) return false;
    if (this.extent === null) this.put(this.#last);
    const [way, by, withCtrl] = move;
    selection.modify(isExtending ? "extend" : "move", way, isCtrl ? withCtrl : by);
    if (this.extent === null) this.put(this.#last);
    return true;
  }

  /** Puts the caret at a position, with nothing selected. */
  put(unit: number): void {
    this.#last = unit;
    getSelection()?.collapse(...this.#page.place(unit));
  }

  collapse(): void {
    this.put(this.unit);
  }

  /** Where the caret is drawn, in px of the window. */
  get box(): DOMRect | null {
    const unit = this.unit;
    const [after] = this.#page.rects({ start: unit, end: Math.min(unit + 1, this.#page.text.length) });
    const range = document.createRange();
    range.setStart(...this.#page.place(unit));
    const here = range.getClientRects()[0];
    return here ?? after ?? null;
  }

  /** Draws the caret on a sheet whose corner lies there; hides it when `isShown` is false. */
  draw(isShown: boolean, sheet: DOMRect): void {
    const box = isShown ? this.box : null;
    this.#element.hidden = !box;
    if (!box) return;
    this.#element.style.translate = `${box.left - sheet.left}px ${box.top - sheet.top}px`;
    this.#element.style.height = `${box.height}px`;
  }

  /** What is selected or stood before, in words. */
  told(): string {
    const extent = this.extent;
    const { text } = this.#page;
    if (extent && extent.end > extent.start) {
      const size = Array.from(text.slice(extent.start, extent.end)).length;
      return `${quoted(text, extent)} selected, ${size} ${size === 1 ? "character" : "characters"}`;
    }
    return spelled(text, this.unit);
  }
}

/** The character at a position as it is read. */
export function spelled(text: string, unit: number): string {
  const code = text.codePointAt(unit);
  if (code === undefined) return "end of text";
  const character = String.fromCodePoint(code);
  if (character === "\n" || character === "\r") return "line break";
  if (character === "\t") return "tab";
  return /\s/.test(character) ? "space" : character;
}
