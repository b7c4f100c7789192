import { describe, expect, it } from "vitest";
import { isColor, nextColor, PALETTE } from "../../../src/pages/ontologies/palette";

type Rgb = [number, number, number];

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const rgb = (hex: string): Rgb =>
  [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as Rgb;

// Machado, Oliveira and Fernandes (2009), severity 1: what is seen, in linear RGB.
const KINDS: Record<string, number[][]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function seen(color: Rgb, matrix: number[][]): Rgb {
  return matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, part, at) => sum + part * (color[at] as number), 0),
      ),
    ),
  ) as Rgb;
}

/** CIE L*a*b* of linear RGB with the white of D65. */
function lab([r, g, b]: Rgb): Rgb {
  const x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047;
  const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b;
  const z = (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}

const distance = (one: Rgb, other: Rgb) =>
  Math.hypot(...one.map((value, at) => value - (other[at] as number)));

describe("the palette", () => {
  it.each(Object.keys(KINDS))("has no two colours that look alike to a %s eye", (kind) => {
    const found = PALETTE.map((color) => lab(seen(rgb(color), KINDS[kind] as number[][])));
    const pairs = found.flatMap((one, at) => found.slice(at + 1).map((other) => distance(one, other)));
    // A difference of 2.3 is just noticeable; several times as much is told apart at a glance.
    expect(Math.min(...pairs)).toBeGreaterThan(8);
  });

  it("gives the colour that is used least", () => {
    expect(nextColor([])).toBe(PALETTE[0]);
    expect(nextColor([PALETTE[0], PALETTE[1].toUpperCase()])).toBe(PALETTE[2]);
    expect(nextColor([...PALETTE, ...PALETTE.slice(0, 3)])).toBe(PALETTE[3]);
  });

  it("knows what a colour looks like in writing", () => {
    expect(PALETTE.every(isColor)).toBe(true);
    expect(["red", "#12345", "#12345g", "#1234567"].some(isColor)).toBe(false);
  });
});
