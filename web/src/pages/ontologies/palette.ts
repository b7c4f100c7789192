/**
 * Colours that people with the common kinds of colour blindness tell apart: eight that differ in lightness as well
 * as in hue, then darker or lighter ones of the same for large ontologies.
 */
export const PALETTE = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#d55e00",
  "#56b4e9",
  "#cc79a7",
  "#f0e442",
  "#5b3a9e",
  "#7f3c00",
  "#9ad0c2",
] as const;

/** The colour that is used least so far, the first of those. */
export function nextColor(used: readonly (string | null | undefined)[]): string {
  const counts = PALETTE.map((color) => used.filter((one) => one?.toLowerCase() === color).length);
  return PALETTE[counts.indexOf(Math.min(...counts))] as string;
}

export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}
