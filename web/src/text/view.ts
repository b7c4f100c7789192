import type { Ref } from "../core/annotation";
import type { Change, Store } from "../core/store";
import { isSameRef } from "../core/view";
import { Arrows, type Place } from "./arrows";
import { Caret } from "./caret";
import { changeSpan } from "./edits";
import { Handles } from "./handles";
import { hasHighlights, Painter, type Standing } from "./highlight";
import { Keys } from "./keys";
import { type Link, Links } from "./links";
import type { Offsets } from "./offsets";
import { Page } from "./page";
import { Pointing } from "./pointing";
import { type Extent, quoted } from "./select";
import { type Span, Spans } from "./spans";

/** Elements of the sheet; the host scrolls, all others lie on the sheet. */
export interface Parts {
  readonly host: HTMLElement;
  readonly sheet: HTMLElement;
  readonly text: HTMLElement;
  readonly caret: HTMLElement;
  readonly start: HTMLElement;
  readonly end: HTMLElement;
  /** Class of the drawing above the text. */
  readonly arrows: string;
}

export interface ViewOptions {
  /** Name of the text where a data row has several. */
  readonly asset: string | null;
  readonly isReadOnly: boolean;
  /** Reads something aloud. */
  readonly announce: (text: string) => void;
}

let made = 0;

/** A text with its spans: paints them, and turns pointer and keys into commands of the store. */
export class TextView {
  readonly store: Store;
  readonly offsets: Offsets;
  readonly page: Page;
  readonly spans: Spans;
  readonly caret: Caret;
  readonly options: ViewOptions;
  readonly parts: Parts;
  /** Where a relationship begins whose end is not chosen yet. */
  pending: Ref | null = null;
  readonly #links: Links;
  readonly #painter: Painter | null;
  readonly #arrows: Arrows;
  readonly #handles: Handles;
  readonly #ends = new AbortController();
  readonly #observer = new ResizeObserver(() => this.invalidate());
  #frame = 0;
  #isShowing = false;

  constructor(parts: Parts, store: Store, offsets: Offsets, options: ViewOptions) {
    this.parts = parts;
    this.store = store;
    this.offsets = offsets;
    this.options = options;
    this.page = new Page(parts.text, offsets.text);
    this.spans = new Spans(store, offsets, options.asset);
    this.#links = new Links(store);
    made += 1;
    this.#painter = hasHighlights() ? new Painter(this.page, `postil-${made}`) : null;
    this.caret = new Caret(this.page, parts.caret);
    this.#arrows = new Arrows(parts.arrows, (link) => this.store.select([link]));
    parts.sheet.append(this.#arrows.element);
    const { start, end } = parts;
    this.#handles = new Handles(
      this.page,
      { start, end },
      (extent) => this.stretch(extent),
      () => store.seal(),
    );
    const { signal } = this.#ends;
    new Pointing(this, signal);
    new Keys(this, signal);
    parts.host.addEventListener("scroll", () => this.invalidate(), { signal, passive: true });
    document.addEventListener("selectionchange", () => this.invalidate(), { signal });
    for (const kind of ["focus", "blur"])
      parts.host.addEventListener(kind, () => this.invalidate(), { signal });
    const unsubscribe = store.subscribe((change) => this.#follow(change));
    signal.addEventListener("abort", unsubscribe);
    this.#observer.observe(parts.host);
    this.#observer.observe(parts.text);
    this.invalidate();
  }

  destroy(): void {
    this.#ends.abort();
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#painter?.destroy();
    this.#arrows.element.remove();
    this.parts.text.replaceChildren();
  }

  /** Paints in the next frame. */
  invalidate(): void {
    this.#frame ||= requestAnimationFrame(() => this.paint());
  }

  /** Paints now what lies on the screen, and as much above and below it. */
  paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { host, sheet } = this.parts;
    const screen = host.getBoundingClientRect();
    const corner = sheet.getBoundingClientRect();
    const within = this.page.between(screen.top - screen.height, screen.bottom + screen.height);
    this.#painter?.paint(this.spans.visible, within, (span) => this.#standingOf(span));
    this.#drawArrows(within, corner);
    const selected = this.selected;
    this.#handles.draw(selected && !this.options.isReadOnly ? selected : null, corner);
    this.caret.draw(document.activeElement === host, corner);
  }

  /** The one span that is selected and shown. */
  get selected(): Span | null {
    const [ref, ...others] = this.store.selection;
    const span = ref && others.length === 0 ? this.spans.at(ref) : undefined;
    return span && this.store.isVisible(span.layer, span.key) ? span : null;
  }

  /** Brings a span, or the spans of a relationship, into the middle of the screen, unless it is there. */
  reveal(ref: Ref): void {
    const span = this.spans.at(ref) ?? this.#endsOf(ref);
    if (!span) return;
    const [box] = this.page.rects(span);
    const { host } = this.parts;
    const screen = host.getBoundingClientRect();
    if (!box || (box.top >= screen.top + 24 && box.bottom <= screen.bottom - 24)) return;
    host.scrollTop += box.top - screen.top - screen.height / 3;
    this.invalidate();
  }

  /** Gives the selected span other ends. */
  stretch(extent: Extent): void {
    const { selected } = this;
    if (!selected || this.options.isReadOnly) return;
    if (changeSpan(this.store, this.offsets, selected, extent))
      this.options.announce(`${quoted(this.page.text, extent)} is the span now`);
  }

  /** Does something that selects, without what is selected being brought into view. */
  showing(work: () => void): void {
    this.#isShowing = true;
    work();
    this.#isShowing = false;
  }

  /** What a span is called: its label and, where it is not one's own, whose it is. */
  titleOf(ref: Ref): string {
    const annotation = this.store.at(ref);
    const title = annotation ? (this.store.ontology?.titleOf(annotation) ?? annotation.feature ?? "") : "";
    const layer = ref.layer === "draft" ? "" : `, ${this.store.layers.get(ref.layer)?.title ?? ""}`;
    return `${title || "Unlabelled"}${layer}`;
  }

  #follow(change: Change): void {
    if (!change.view) {
      this.spans.put(change.layer, change.put);
      this.spans.remove(change.layer, change.removed);
      this.#links.put(change.layer, change.put);
      this.#links.remove(change.layer, change.removed);
    } else {
      if (change.aspects.has("ontology")) this.spans.reread();
      if (change.aspects.has("hidden") || change.aspects.has("min_score")) this.spans.refilter();
      if (change.aspects.has("tool") || change.aspects.has("active")) this.pending = null;
      const [first] = this.store.selection;
      if (change.aspects.has("selection") && first && !this.#isShowing) this.reveal(first);
    }
    this.invalidate();
  }

  #standingOf(span: Span): Standing {
    if (this.store.isSelected(span.layer, span.key)) return "selected";
    const isPending = this.pending !== null && isSameRef(this.pending, span);
    return isPending || isSameRef(this.store.hover, span) ? "hover" : "plain";
  }

  #drawArrows(within: Extent, corner: DOMRect): void {
    const shown: Array<{ link: Link; from: Place; to: Place }> = [];
    for (const link of this.#links.visible()) {
      const [source, target] = [this.spans.at(link.source), this.spans.at(link.target)];
      if (!source || !target || !(meets(source, within) || meets(target, within))) continue;
      const [from, to] = [this.#anchor(source, corner), this.#anchor(target, corner)];
      if (from && to) shown.push({ link, from, to });
    }
    const isStrong = (link: Link): boolean =>
      this.store.isSelected(link.layer, link.key) || isSameRef(this.store.hover, link);
    this.#arrows.draw(shown, isStrong, this.#pendingArrow(corner));
  }

  #pendingArrow(corner: DOMRect): { from: Place; to: Place } | null {
    const { hover } = this.store;
    const source = this.pending && this.spans.at(this.pending);
    const target = hover && !isSameRef(hover, this.pending) ? this.spans.at(hover) : undefined;
    const [from, to] = [source && this.#anchor(source, corner), target && this.#anchor(target, corner)];
    return from && to ? { from, to } : null;
  }

  #anchor(span: Span, corner: DOMRect): Place | null {
    const [box] = this.page.rects(span);
    return box ? { x: box.left + box.width / 2 - corner.left, y: box.top - corner.top } : null;
  }

  #endsOf(ref: Ref): Span | undefined {
    const relation = this.store.at(ref)?.relation;
    return relation?.source ? this.spans.at({ layer: ref.layer, key: relation.source }) : undefined;
  }
}

function meets(span: Extent, within: Extent): boolean {
  return span.start < within.end && span.end > within.start;
}
