/**
 * Colours for features that have none: apart from each other in hue and in lightness, and each legible on dark and
 * bright pictures with a thin line of the other lightness beside it.
 */
export const PALETTE = [
  "#3b82f6",
  "#f97316",
  "#22c55e",
  "#e11d74",
  "#eab308",
  "#8b5cf6",
  "#14b8a6",
  "#ef4444",
  "#84cc16",
  "#06b6d4",
  "#d946ef",
  "#a16207",
] as const;

/** Of what has no label, and of what the ontology does not know. */
export const UNLABELLED = "#94a3b8";

export function paletteColor(index: number): string {
  return PALETTE[index % PALETTE.length] as string;
}

const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
const PROBABLE_NAME = /^[a-z]{3,30}$/i;

/** A colour of an ontology as far as it can be trusted to be one: hex, or a word that may be a CSS name. */
export function cleanColor(color: string | null | undefined): string | null {
  const text = color?.trim() ?? "";
  return COLOR.test(text) || PROBABLE_NAME.test(text) ? text : null;
}
