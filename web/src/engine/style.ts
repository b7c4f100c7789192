import type { LayerId } from "../core/annotation";
import type { Annotation } from "../core/wire";

/** What a layer is to the person: their own work, something offered to them, or what somebody submitted. */
export type LayerKind = "draft" | "offer" | "label";

/** How shapes of one colour and layer are painted; lengths are CSS pixels. */
export interface Style {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly stroke: string;
  readonly fill: string;
  /** Opacity of the inside. */
  readonly opacity: number;
  readonly width: number;
  /** Lengths of strokes and gaps; empty for a solid line. */
  readonly dash: readonly number[];
}

/** The colour of a region that has no label yet. */
export const UNLABELLED = "#8b93a1";

const KINDS: Record<LayerKind, { opacity: number; width: number; dash: readonly number[] }> = {
  draft: { opacity: 0.2, width: 1.5, dash: [] },
  offer: { opacity: 0.08, width: 1.5, dash: [5, 3] },
  label: { opacity: 0.06, width: 1.5, dash: [1.5, 2.5] },
};

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

export function styleOf(color: string | null, kind: LayerKind): Style {
  const [red, green, blue] = channelsOf(color ?? UNLABELLED);
  const { opacity, width, dash } = KINDS[kind];
  return {
    red,
    green,
    blue,
    stroke: `rgb(${red} ${green} ${blue})`,
    fill: `rgb(${red} ${green} ${blue} / ${opacity})`,
    opacity,
    width,
    dash,
  };
}

/** Red, green and blue of `#rgb` or `#rrggbb`; grey for any other spelling. */
export function channelsOf(color: string): [number, number, number] {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
  const digits = short
    ? short.slice(1).map((digit) => digit + digit)
    : color.match(/^#(..)(..)(..)$/)?.slice(1);
  const channels = (digits ?? []).map((pair) => Number.parseInt(pair, 16));
  const [red, green, blue] = channels;
  if (red === undefined || green === undefined || blue === undefined || channels.some(Number.isNaN)) {
    return [139, 147, 161];
  }
  return [red, green, blue];
}

/** Black or white, whichever is easier to read on a colour. */
export function inkOn(style: Style): string {
  return 0.299 * style.red + 0.587 * style.green + 0.114 * style.blue > 150 ? "#101418" : "#ffffff";
}
