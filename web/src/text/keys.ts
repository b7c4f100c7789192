import { mark, pick } from "./acts";
import { dragged } from "./handles";
import { stepped, steppedWord, wordAt } from "./select";
import type { TextView } from "./view";

/** So many lines page up and page down go. */
const PAGE_LINES = 15;

/** Keys on a text that has the focus; what they mean to it is taken, everything else is left to the page. */
export class Keys {
  readonly #view: TextView;

  constructor(view: TextView, signal: AbortSignal) {
    this.#view = view;
    view.parts.host.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || !this.#takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#view.invalidate();
  }

  #takes(event: KeyboardEvent): boolean {
    const isCtrl = event.ctrlKey || event.metaKey;
    if (event.altKey) return this.#stretch(event, isCtrl);
    if (event.key === "Enter" && !isCtrl && !event.shiftKey) return this.#enter();
    if (event.key === "Escape") return this.#escape();
    if (event.key === "PageDown" || event.key === "PageUp") return !isCtrl && this.#turn(event);
    return this.#go(event.key, event.shiftKey, isCtrl);
  }

  #go(key: string, isExtending: boolean, isCtrl: boolean): boolean {
    const { caret, options, spans } = this.#view;
    if (!caret.move(key, isExtending, isCtrl)) return false;
    this.#follow();
    const over = spans.over(caret.unit).map((span) => this.#view.titleOf(span));
    options.announce(over.length > 0 ? `${caret.told()}, in ${over.join(" and ")}` : caret.told());
    return true;
  }

  #turn(event: KeyboardEvent): boolean {
    const { caret, options } = this.#view;
    const key = event.key === "PageDown" ? "ArrowDown" : "ArrowUp";
    for (let line = 0; line < PAGE_LINES; line += 1) caret.move(key, event.shiftKey, false);
    this.#follow();
    options.announce(caret.told());
    return true;
  }

  /** Marks what is selected; without a selection, picks the span the caret is in, or marks the word. */
  #enter(): boolean {
    const { caret, page, spans, store } = this.#view;
    const extent = caret.extent;
    if (extent && extent.end > extent.start) {
      mark(this.#view, extent);
      return true;
    }
    const under = spans.over(caret.unit, true);
    const at = under.findIndex((one) => store.isSelected(one.layer, one.key));
    const found = under[(at + 1) % under.length];
    const word = wordAt(page.text, caret.unit);
    if (found) pick(this.#view, found, false);
    else if (word) mark(this.#view, word);
    else this.#view.options.announce("There is no word here");
    return true;
  }

  #escape(): boolean {
    const view = this.#view;
    const extent = view.caret.extent;
    const isSelecting = Boolean(extent && extent.end > extent.start);
    if (isSelecting) view.caret.collapse();
    else if (view.pending) view.pending = null;
    else return false;
    view.options.announce("Nothing is selected");
    return true;
  }

  /** Alt and an arrow move the end of the selected span, with shift its start; with ctrl by words. */
  #stretch(event: KeyboardEvent, isCtrl: boolean): boolean {
    const { selected, page } = this.#view;
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (way === 0 || !selected) return false;
    const end = event.shiftKey ? "start" : "end";
    const unit = (isCtrl ? steppedWord : stepped)(page.text, selected[end], way);
    const extent = dragged({ start: selected.start, end: selected.end }, end, unit);
    if (extent) this.#view.stretch(extent);
    return true;
  }

  /** Scrolls so far that the caret is on the screen. */
  #follow(): void {
    const { caret, parts } = this.#view;
    const box = caret.box;
    const screen = parts.host.getBoundingClientRect();
    if (!box) return;
    const margin = 32;
    if (box.top < screen.top + margin) parts.host.scrollTop -= screen.top + margin - box.top;
    else if (box.bottom > screen.bottom - margin)
      parts.host.scrollTop += box.bottom - (screen.bottom - margin);
  }
}
