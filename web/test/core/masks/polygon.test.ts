import fc from "fast-check";
import { expect, test } from "vitest";
import type { Position } from "../../../src/core/geometry/plane";
import { maskOf } from "../../../src/core/masks/mask";
import { movedMask } from "../../../src/core/masks/move";
import { polygonToggles } from "../../../src/core/masks/polygon";
import { rows, rowsOf, togglesOf } from "./rasters";

const quarter = fc.integer({ min: -12, max: 60 }).map((number) => number / 4);
const ring = fc.array(fc.tuple(quarter, quarter), { minLength: 3, maxLength: 7 });

/** Even-odd by a ray upwards: the number of edges above a centre. */
function isInside(rings: ReadonlyArray<readonly Position[]>, x: number, y: number): boolean {
  let crossings = 0;
  for (const one of rings) {
    one.forEach(([x0, y0], no) => {
      const [x1, y1] = one[(no + 1) % one.length] as Position;
      if (x0 <= x === x1 <= x) return;
      if (y0 + ((x - x0) * (y1 - y0)) / (x1 - x0) <= y) crossings += 1;
    });
  }
  return crossings % 2 === 1;
}

test("pixels are set whose centres lie inside by the even-odd rule", () => {
  fc.assert(
    fc.property(fc.array(ring, { maxLength: 3 }), (rings) => {
      const expected = Array.from({ length: 11 }, (_, y) =>
        Array.from({ length: 13 }, (_, x) => isInside(rings, x + 0.5, y + 0.5)),
      );
      expect(rowsOf(polygonToggles(rings, 13, 11), 13, 11)).toEqual(expected);
    }),
  );
});

test("moving a mask moves its pixels and cuts off what leaves the frame", () => {
  const by = fc.integer({ min: -4, max: 4 });
  fc.assert(
    fc.property(rows, by, by, (raster, dx, dy) => {
      const [height, width] = [raster.length, raster[0]?.length ?? 0];
      const expected = raster.map((row, y) => row.map((_, x) => raster[y - dy]?.[x - dx] ?? false));
      const put = movedMask(maskOf(togglesOf(raster), width, height), dx, dy);
      // A mask is never moved out of sight as a whole: it would be lost.
      const isLost = !expected.flat().includes(true);
      expect(put).toEqual(maskOf(togglesOf(isLost ? raster : expected), width, height));
    }),
  );
});
