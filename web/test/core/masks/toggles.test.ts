import fc from "fast-check";
import { expect, test } from "vitest";
import { intersection, isSet, subtracted, union } from "../../../src/core/masks/toggles";
import { pair, rows, rowsOf, togglesOf } from "./rasters";

const rules = [
  ["union", union, (a: boolean, b: boolean) => a || b],
  ["subtraction", subtracted, (a: boolean, b: boolean) => a && !b],
  ["intersection", intersection, (a: boolean, b: boolean) => a && b],
] as const;

test.each(rules)("%s is that of every single pixel", (_, combine, rule) => {
  fc.assert(
    fc.property(pair(), ([one, other]) => {
      const width = one[0]?.length ?? 0;
      const expected = one.map((row, y) => row.map((pixel, x) => rule(pixel, other[y]?.[x] ?? false)));
      expect(rowsOf(combine(togglesOf(one), togglesOf(other)), width, one.length)).toEqual(expected);
    }),
  );
});

test("a pixel is set exactly where the rows say so, and never outside", () => {
  fc.assert(
    fc.property(rows, (raster) => {
      const toggles = togglesOf(raster);
      for (let y = -1; y <= raster.length; y += 1) {
        for (let x = -1; x <= (raster[0]?.length ?? 0); x += 1) {
          expect(isSet(toggles, raster.length, x, y)).toBe(raster[y]?.[x] ?? false);
        }
      }
    }),
  );
});
