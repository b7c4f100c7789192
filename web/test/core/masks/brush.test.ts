import fc from "fast-check";
import { expect, test } from "vitest";
import { BrushMask, TILE } from "../../../src/core/masks/brush";
import { painted, rows, togglesOf } from "./rasters";

const stamp = fc.record({
  x: fc.double({ min: -4, max: 24, noNaN: true }),
  y: fc.double({ min: -4, max: 24, noNaN: true }),
  radius: fc.double({ min: 0.5, max: 8, noNaN: true }),
  isSetting: fc.boolean(),
});

test("stamps set and erase the pixels whose centres are within their circles, in their order", () => {
  fc.assert(
    fc.property(fc.array(stamp, { maxLength: 5 }), (stamps) => {
      const brush = new BrushMask(20, 16);
      for (const { x, y, radius, isSetting } of stamps) brush.stamp(x, y, radius, isSetting);
      for (let column = 0; column < 20; column += 1) {
        for (let row = 0; row < 16; row += 1) {
          const within = stamps.filter(({ x, y, radius }) => {
            // Centres on the rim itself are left to rounding.
            return Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius;
          });
          const isOnRim = stamps.some(
            ({ x, y, radius }) => Math.abs(Math.hypot(column + 0.5 - x, row + 0.5 - y) - radius) < 1e-9,
          );
          if (isOnRim) continue;
          expect(brush.pixels[column * 16 + row]).toBe(within[within.length - 1]?.isSetting ? 1 : 0);
        }
      }
    }),
  );
});

test("a mask that is painted on and encoded has the runs of its pixels", () => {
  fc.assert(
    fc.property(rows, (raster) => {
      const brush = new BrushMask(raster[0]?.length ?? 0, raster.length, togglesOf(raster));
      expect(painted(brush)).toEqual(raster);
      expect([...brush.toToggles()]).toEqual([...togglesOf(raster)]);
    }),
  );
});

test("a stroke leaves no gap between its ends", () => {
  const brush = new BrushMask(200, 40);
  brush.stroke(10, 20, 190, 20, 5, true);
  for (let x = 10; x < 190; x += 1) expect(brush.pixels[x * 40 + 19]).toBe(1);
});

test("squares that changed are told once", () => {
  const brush = new BrushMask(3 * TILE, 2 * TILE);
  brush.stamp(TILE, 10, 4, true);
  expect(brush.takeDirty()).toEqual([
    { column: 0, row: 0 },
    { column: 1, row: 0 },
  ]);
  expect(brush.takeDirty()).toEqual([]);
});

test("every changed pixel lies in a square that is told", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -20, max: 620, noNaN: true }),
      fc.double({ min: -20, max: 620, noNaN: true }),
      fc.double({ min: 0.5, max: 60, noNaN: true }),
      (x, y, radius) => {
        const brush = new BrushMask(600, 600);
        brush.stamp(x, y, radius, true);
        const told = new Set(brush.takeDirty().map(({ column, row }) => `${column}/${row}`));
        const toggles = brush.toToggles();
        for (let no = 0; no < toggles.length; no += 2) {
          const [from = 0, to = 0] = [toggles[no], toggles[no + 1]];
          for (const position of [from, to - 1]) {
            const [px, py] = [Math.floor(position / 600), position % 600];
            expect(told.has(`${Math.floor(px / TILE)}/${Math.floor(py / TILE)}`)).toBe(true);
          }
        }
      },
    ),
  );
});
