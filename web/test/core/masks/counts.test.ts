import fc from "fast-check";
import { expect, test } from "vitest";
import { compress, expand } from "../../../src/core/masks/counts";
import { areaOf, boxOf, fromCounts, toCounts } from "../../../src/core/masks/toggles";
import coco from "./coco.json";
import { rowsOf, togglesOf } from "./rasters";

test("text of the COCO API reads as the same pixels, and is written as the same text", () => {
  for (const { width, height, counts, rows } of coco.small) {
    const raster = rows.map((row) => [...row].map((pixel) => pixel === "1"));
    expect(rowsOf(fromCounts(counts), width, height)).toEqual(raster);
    expect(toCounts(togglesOf(raster), width * height)).toBe(counts);
  }
});

test("area and box are those of the COCO API", () => {
  for (const { height, counts, area, bbox } of [...coco.small, coco.large]) {
    const toggles = fromCounts(counts);
    expect([areaOf(toggles), boxOf(toggles, height)]).toEqual([area, bbox]);
  }
});

test("numbers of many groups survive", () => {
  const { width, height, counts } = coco.large;
  expect(toCounts(fromCounts(counts), width * height)).toBe(counts);
});

test("expanding undoes compressing", () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 81_000_000 }), { maxLength: 30 });
  fc.assert(
    fc.property(lengths, (some) => {
      expect([...expand(compress(some))]).toEqual(some);
    }),
  );
});

test("empty runs change nothing", () => {
  // 2 unset, 0 set, 1 unset, 3 set, 0 unset, 1 set.
  expect([...fromCounts(compress([2, 0, 1, 3, 0, 1]))]).toEqual([3, 7]);
});

test.each(["4 4", "4p", "4é", "4P", `${"P".repeat(12)}0`])(
  "text that the COCO API never writes is refused: %s",
  (text) => {
    expect(() => expand(text)).toThrow(RangeError);
  },
);
