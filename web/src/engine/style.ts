import type { LayerId } from "../core/annotation";
import { UNLABELLED } from "../core/palette";
import type { Annotation } from "../core/wire";

/** What a layer is to the person: their own work, something offered to them, or what somebody submitted. */
export type LayerKind = "draft" | "offer" | "label";

/** How shapes of one colour and layer are painted; lengths are CSS pixels. */
export interface Style {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** The colour itself, of names and dots. */
  readonly ink: string;
  readonly stroke: string;
  readonly fill: string;
  /** Opacity of the inside. */
  readonly opacity: number;
  readonly width: number;
  /** A second line on the first, in strokes and gaps of these lengths; null for none. */
  readonly over: { readonly color: string; readonly width: number; readonly dash: readonly number[] } | null;
  /** A wider line below the first, where that could be missed; null for none. */
  readonly halo: string | null;
}

const FILLS: Record<LayerKind, number> = { draft: 0.2, offer: 0.08, label: 0.06 };
const LINE = 1.5;
const PALE = "rgb(255 255 255 / 0.8)";

export function kindOf(layer: LayerId): LayerKind {
  if (layer === "draft") return "draft";
  return layer.startsWith("offer:") ? "offer" : "label";
}

/** Says the colour of an annotation by its ontology; null for one without a label. */
export type ColorOf = (annotation: Annotation) => string | null;

/** Styles by number, so that shapes can be sorted by style and keep two bytes for theirs. */
export class Styles {
  private readonly all: Style[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(color: string | null, kind: LayerKind): number {
    const name = `${kind} ${color}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.all.length;
    this.all.push(styleOf(color, kind));
    this.numbers.set(name, number);
    return number;
  }

  get(number: number): Style {
    return this.all[number] ?? styleOf(null, "draft");
  }
}

/** How a colour is painted in a kind of layer: one's own work in a line, offers in dashes, labels in two lines. */
export function styleOf(color: string | null, kind: LayerKind): Style {
  const [red, green, blue] = channelsOf(color ?? UNLABELLED);
  const own = `rgb(${red} ${green} ${blue})`;
  const base = { red, green, blue, width: LINE, opacity: FILLS[kind], ink: own };
  const fill = `rgb(${red} ${green} ${blue} / ${base.opacity})`;
  const halo = color === null || color === UNLABELLED ? "rgb(20 24 30 / 0.55)" : null;
  if (kind === "offer") {
    return { ...base, fill, stroke: PALE, halo: null, over: { color: own, width: LINE, dash: [6, 4] } };
  }
  if (kind === "label") {
    return {
      ...base,
      width: 2.5 * LINE,
      fill,
      stroke: own,
      halo,
      over: { color: PALE, width: 0.8 * LINE, dash: [] },
    };
  }
  return { ...base, fill, stroke: own, halo, over: null };
}

/** Red, green and blue of `#rgb`, `#rrggbb` or a name that CSS knows; grey for anything else. */
export function channelsOf(color: string): [number, number, number] {
  const hex = /^#[0-9a-f]{3}$|^#[0-9a-f]{6}$/i.test(color) ? color.slice(1) : hexOf(color);
  const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const number = Number.parseInt(digits, 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** A canvas spells every colour it takes in hex, and keeps the one before where it takes none. */
function hexOf(name: string): string {
  const context = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) return UNLABELLED.slice(1);
  context.fillStyle = UNLABELLED;
  context.fillStyle = name;
  return String(context.fillStyle).slice(1);
}

/** Black or white, whichever is easier to read on a colour. */
export function inkOn(style: Style): string {
  return 0.299 * style.red + 0.587 * style.green + 0.114 * style.blue > 150 ? "#101418" : "#ffffff";
}
