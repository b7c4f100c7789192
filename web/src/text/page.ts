import { chunkStarts } from "./chunks";
import type { Extent } from "./select";

/** A text in the page: one text node per chunk, so that a position is found without walking the document. */
export class Page {
  readonly text: string;
  readonly element: HTMLElement;
  readonly #starts: readonly number[];
  readonly #nodes: readonly Text[];
  readonly #numbers = new Map<Node, number>();

  /** Fills `element`, which has to be empty, with the text. */
  constructor(element: HTMLElement, text: string) {
    this.element = element;
    this.text = text;
    this.#starts = chunkStarts(text);
    this.#nodes = this.#starts.map((start, no) => {
      const node = document.createTextNode(text.slice(start, this.#starts[no + 1]));
      const chunk = document.createElement("span");
      chunk.append(node);
      element.append(chunk);
      this.#numbers.set(node, no);
      return node;
    });
  }

  /** The node and the place in it of a position. */
  place(unit: number): [node: Text, offset: number] {
    const no = this.#chunkOf(unit);
    const node = this.#nodes[no] as Text;
    return [node, Math.min(Math.max(unit - (this.#starts[no] ?? 0), 0), node.length)];
  }

  /** The position of a place in the document, if it lies in this text. */
  unitOf(node: Node | null, offset: number): number | null {
    if (!node || !this.element.contains(node)) return null;
    if (node.nodeType === Node.TEXT_NODE) {
      const no = this.#numbers.get(node);
      return no === undefined ? null : (this.#starts[no] ?? 0) + offset;
    }
    // An element: the place before its child of this number.
    const child = node.childNodes[offset];
    const next = child && (child.nodeType === Node.TEXT_NODE ? child : child.firstChild);
    if (next) return this.unitOf(next, 0);
    const inside = node.firstChild && this.#numbers.get(node.firstChild);
    return typeof inside === "number" ? (this.#starts[inside + 1] ?? this.text.length) : this.text.length;
  }

  range({ start, end }: Extent): StaticRange {
    const [startContainer, startOffset] = this.place(start);
    const [endContainer, endOffset] = this.place(end);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  /** Boxes of a part of the text, in px of the window; one per line it is on. */
  rects({ start, end }: Extent): DOMRect[] {
    const range = document.createRange();
    range.setStart(...this.place(start));
    range.setEnd(...this.place(end));
    return [...range.getClientRects()];
  }

  /** The character under a point of the window, by its first unit; null beside the text. */
  charAt(x: number, y: number): number | null {
    const unit = this.unitAt(x, y);
    if (unit === null) return null;
    for (const start of [unit, unit - 1]) {
      if (start < 0 || start >= this.text.length) continue;
      const rects = this.rects({ start, end: start + 1 });
      if (rects.some((one) => x >= one.left && x <= one.right && y >= one.top && y <= one.bottom))
        return start;
    }
    return null;
  }

  /** The position between characters that is nearest to a point of the window. */
  unitAt(x: number, y: number): number | null {
    const caret = caretAt(x, y);
    return caret && this.unitOf(...caret);
  }

  /** What of the text may lie between two heights of the window, to whole chunks. */
  between(top: number, bottom: number): Extent {
    const first = this.#firstBelow(top);
    let last = first;
    while (last < this.#nodes.length - 1 && this.#box(last + 1).top < bottom) last += 1;
    return { start: this.#starts[first] ?? 0, end: this.#starts[last + 1] ?? this.text.length };
  }

  #firstBelow(top: number): number {
    let low = 0;
    let high = this.#nodes.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#box(middle).bottom < top) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #box(no: number): DOMRect {
    const chunk = this.element.children[no] as HTMLElement;
    return chunk.getBoundingClientRect();
  }

  #chunkOf(unit: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] as number) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

interface CaretPosition {
  readonly offsetNode: Node;
  readonly offset: number;
}

type CaretDocument = Document & {
  caretPositionFromPoint?: (x: number, y: number) => CaretPosition | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
};

function caretAt(x: number, y: number): [Node, number] | null {
  const page = document as CaretDocument;
  if (page.caretPositionFromPoint) {
    const found = page.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : null;
}
