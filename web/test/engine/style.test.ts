import fc from "fast-check";
import { expect, test } from "vitest";
import { channelsOf, inkOn, kindOf, type LayerKind, Styles, styleOf } from "../../src/engine/style";

test("a colour in hex is read in three or six digits", () => {
  expect(channelsOf("#ff8000")).toEqual([255, 128, 0]);
  expect(channelsOf("#f80")).toEqual([255, 136, 0]);
});

test("each kind of layer has a line of its own: plain, dashed, double", () => {
  expect(styleOf("#ff0000", kindOf("draft")).over).toBeNull();
  expect(styleOf("#ff0000", kindOf("offer:3")).over?.dash.length).toBeGreaterThan(0);
  const label = styleOf("#ff0000", kindOf("label:x"));
  expect(label.over?.dash).toEqual([]);
  expect(label.over?.width).toBeLessThan(label.width);
});

test("an outline is told from any picture, also from one of its own colour", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const color = fc.tuple(channel, channel, channel);
  const kind = fc.constantFrom<LayerKind>("draft", "offer", "label");
  fc.assert(
    fc.property(color, color, kind, fc.boolean(), (ink, ground, layer, isSame) => {
      const below = isSame ? ink : ground;
      const { casing, stroke, over } = styleOf(hexOf(ink), layer);
      const lines = [casing, stroke, over?.color ?? null].flatMap((one) =>
        one ? [blended(one, below)] : [],
      );
      expect(Math.max(...lines.map((line) => contrast(line, below)))).toBeGreaterThan(1.4);
    }),
    { numRuns: 2000 },
  );
});

test("an outline on a picture of its own colour is edged by the darker or the lighter side", () => {
  expect(styleOf("#f97316", "draft").casing).toMatch(/^rgb\(20 24 30/);
  expect(styleOf("#000080", "draft").casing).toMatch(/^rgb\(255 255 255/);
});

type Rgb = [number, number, number];

function hexOf(channels: Rgb): string {
  return `#${channels.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

/** What is seen of `rgb(r g b)` or `rgb(r g b / a)` painted on a colour. */
function blended(paint: string, below: Rgb): Rgb {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (paint.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue].map((one, no) => one * alpha + (below[no] ?? 0) * (1 - alpha)) as Rgb;
}

/** The contrast of two colours, as the guidelines for accessibility define it: from 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(channels: Rgb): number {
  const [red = 0, green = 0, blue = 0] = channels.map((one) =>
    one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("names are written in the ink that stands out more", () => {
  expect(inkOn(styleOf("#ffff00", "draft"))).toBe("#101418");
  expect(inkOn(styleOf("#000080", "draft"))).toBe("#ffffff");
});

test("the same colour and layer have the same number", () => {
  const styles = new Styles();
  const one = styles.numberOf("#ff0000", "draft");
  expect(styles.numberOf("#ff0000", "offer")).not.toBe(one);
  expect(styles.numberOf("#ff0000", "draft")).toBe(one);
  expect(styles.get(one).ink).toBe("rgb(255 0 0)");
});
