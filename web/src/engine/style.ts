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
  /** A wider line below the first, bright for dark colours and dark for bright ones; null where `over` does as much. */
  readonly casing: string | null;
}

const FILLS: Record<LayerKind, number> = { draft: 0.2, offer: 0.08, label: 0.06 };
/** CSS pixels of a line. */
export const LINE = 1.5;
const PALE = "rgb(255 255 255 / 0.85)";
const DARK = "rgb(20 24 30 / 0.6)";
/** CSS pixels of a casing that are seen on both sides of a line together. */
export const CASING = 1.5;
/** Luminance below which a colour would be lost in a dark casing; above, all look alike in one. */
const MIDDLE = 0.1;
/** Luminance from which on a colour beside white is hard to tell from a white picture. */
const BRIGHT = 0.36;

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
  const luminance = luminanceOf(red, green, blue);
  if (kind === "offer") {
    const stroke = luminance > BRIGHT ? DARK : PALE;
    return { ...base, fill, stroke, casing: null, over: { color: own, width: LINE, dash: [6, 4] } };
  }
  const casing = luminance > MIDDLE ? DARK : PALE;
  if (kind === "label") {
    const over = { color: PALE, width: 0.8 * LINE, dash: [] };
    return { ...base, width: 2.5 * LINE, fill, stroke: own, casing, over };
  }
  return { ...base, fill, stroke: own, casing, over: null };
}

/** What was asked for before: a canvas takes its time to understand a colour, and an ontology has few. */
const CASINGS = new Map<string, string>();

/**
 * What is painted around what is selected, hovered or being drawn: white, which tells it from what is at rest, unless
 * the colour itself is too bright for that.
 */
export function casingOf(color: string): string {
  const known = CASINGS.get(color);
  if (known) return known;
  const casing = luminanceOf(...channelsOf(color)) > BRIGHT ? DARK : PALE;
  CASINGS.set(color, casing);
  return casing;
}

/** Relative luminance as the guidelines for accessibility define it, 0 for black and 1 for white. */
function luminanceOf(red: number, green: number, blue: number): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
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
