import type { Ref } from "../core/annotation";
import type { Link } from "./links";

const SVG = "http://www.w3.org/2000/svg";
const HEAD = 7;

/** A place on the sheet, in px from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The line of an arrow that leaves one span at the top and comes down on the other, and where its name stands. */
export function curve(from: Place, to: Place): { path: string; middle: Place } {
  const height = Math.min(from.y, to.y) - 18 - Math.min(26, Math.abs(to.x - from.x) / 12);
  const path = `M${from.x} ${from.y}C${from.x} ${height} ${to.x} ${height} ${to.x} ${to.y - HEAD}`;
  return {
    path,
    middle: { x: (from.x + to.x) / 2, y: (from.y + to.y - HEAD) / 8 + (height * 3) / 4 },
  };
}

/** Relationships as arrows above the text. */
export class Arrows {
  readonly element: SVGSVGElement;
  readonly #onPick: (link: Ref) => void;

  constructor(className: string, onPick: (link: Ref) => void) {
    this.element = make("svg", { class: className, "aria-hidden": "true" });
    this.#onPick = onPick;
  }

  /** Draws these and no others. */
  draw(
    links: ReadonlyArray<{ link: Link; from: Place; to: Place }>,
    isStrong: (link: Link) => boolean,
    pending: { from: Place; to: Place } | null,
  ): void {
    const parts = links.map(({ link, from, to }) => this.#arrow(link, from, to, isStrong(link)));
    if (pending) parts.push(dashed(pending.from, pending.to));
    this.element.replaceChildren(...parts);
  }

  #arrow(link: Link, from: Place, to: Place, isStrong: boolean): SVGElement {
    const { path, middle } = curve(from, to);
    const width = isStrong ? "2.5" : "1.5";
    const group = make("g", { "data-key": link.key, stroke: link.color, fill: link.color });
    const line = make("path", { d: path, fill: "none", "stroke-width": width });
    if (link.layer.startsWith("offer:")) line.setAttribute("stroke-dasharray", "5 3");
    const grip = make("path", { d: path, fill: "none", stroke: "transparent", "stroke-width": "12" });
    grip.style.pointerEvents = "stroke";
    grip.style.cursor = "pointer";
    grip.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      this.#onPick({ layer: link.layer, key: link.key });
    });
    group.append(line);
    if (link.direction !== "reverse") group.append(head(to));
    if (link.direction !== "unidirectional") group.append(head(from));
    if (link.title) group.append(name(link.title, middle));
    group.append(grip);
    return group;
  }
}

function dashed(from: Place, to: Place): SVGElement {
  const { path } = curve(from, to);
  return make("path", { d: path, fill: "none", class: "pending", "stroke-dasharray": "4 4" });
}

function head({ x, y }: Place): SVGElement {
  return make("path", {
    d: `M${x - 4} ${y - HEAD}L${x + 4} ${y - HEAD}L${x} ${y}Z`,
    stroke: "none",
  });
}

function name(title: string, { x, y }: Place): SVGElement {
  const text = make("text", { x: String(x), y: String(y - 3), "text-anchor": "middle" });
  text.textContent = title;
  return text;
}

function make<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
