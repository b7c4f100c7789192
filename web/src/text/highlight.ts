import { refId } from "../core/annotation";
import type { Page } from "./page";
import type { Extent } from "./select";
import type { Span } from "./spans";

/** How a span stands out beside what its layer and colour say. */
export type Standing = "plain" | "hover" | "selected";

interface Painted {
  readonly name: string;
  readonly range: StaticRange;
  readonly start: number;
  readonly end: number;
}

const LINES: Record<Span["kind"], string> = { draft: "solid", offer: "dashed", label: "dotted" };
/** Part of the colour in the background, in percent. */
const FILLS: Record<Span["kind"], Record<Standing, number>> = {
  draft: { plain: 18, hover: 32, selected: 46 },
  offer: { plain: 6, hover: 18, selected: 32 },
  label: { plain: 6, hover: 18, selected: 32 },
};
const PRIORITY: Record<Standing, number> = { plain: 0, hover: 10, selected: 20 };

export function hasHighlights(): boolean {
  return typeof Highlight === "function" && "highlights" in CSS;
}

/**
 * Paints spans by the CSS Custom Highlight API: no element is made for them, so the text is laid out once. Only
 * what lies in the extent it is given is registered.
 */
export class Painter {
  readonly #page: Page;
  readonly #sheet = new CSSStyleSheet();
  readonly #prefix: string;
  readonly #names = new Map<string, string>();
  readonly #painted = new Map<string, Painted>();

  /** `prefix` keeps the names of several painters in a document apart. */
  constructor(page: Page, prefix: string) {
    this.#page = page;
    this.#prefix = prefix;
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** How many ranges are registered. */
  get size(): number {
    return this.#painted.size;
  }

  /** Shows these spans where they meet an extent, and no others. */
  paint(spans: readonly Span[], within: Extent, standingOf: (span: Span) => Standing): void {
    const wanted = new Set<string>();
    for (const span of spans) {
      if (span.start >= within.end) break;
      if (span.end <= within.start || span.start === span.end) continue;
      const id = refId(span.layer, span.key);
      wanted.add(id);
      this.#put(id, span, this.#nameOf(span, standingOf(span)));
    }
    for (const [id, painted] of this.#painted) {
      if (wanted.has(id)) continue;
      CSS.highlights.get(painted.name)?.delete(painted.range);
      this.#painted.delete(id);
    }
  }

  destroy(): void {
    for (const name of this.#names.values()) CSS.highlights.delete(name);
    this.#painted.clear();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.#sheet);
  }

  #put(id: string, { start, end }: Span, name: string): void {
    const before = this.#painted.get(id);
    if (before && before.name === name && before.start === start && before.end === end) return;
    if (before) CSS.highlights.get(before.name)?.delete(before.range);
    const range = this.#page.range({ start, end });
    CSS.highlights.get(name)?.add(range);
    this.#painted.set(id, { name, range, start, end });
  }

  #nameOf(span: Span, standing: Standing): string {
    const look = `${span.color} ${span.kind} ${span.lane} ${standing}`;
    const known = this.#names.get(look);
    if (known) return known;
    const name = `${this.#prefix}-${this.#names.size}`;
    this.#names.set(look, name);
    const highlight = new Highlight();
    highlight.priority = PRIORITY[standing] + (span.kind === "draft" ? 5 : 0);
    CSS.highlights.set(name, highlight);
    this.#sheet.insertRule(ruleOf(name, span, standing));
    return name;
  }
}

/** The style of a highlight. Underlines of spans that overlap lie below each other. */
export function ruleOf(
  name: string,
  { color, kind, lane }: Pick<Span, "color" | "kind" | "lane">,
  standing: Standing,
): string {
  const line = standing === "selected" ? 3 : 2;
  return `::highlight(${name}) {
    background-color: color-mix(in srgb, ${color} ${FILLS[kind][standing]}%, transparent);
    text-decoration: underline ${LINES[kind]} ${line}px color-mix(in srgb, ${color} 88%, CanvasText);
    text-underline-offset: ${3 + lane * 4}px;
    text-decoration-skip-ink: none;
  }`;
}
