import fc from "fast-check";
import { expect, test } from "vitest";
import { fromCounts, isSet, type Toggles } from "../../../src/core/masks/toggles";
import { cover, RIM, SIDE } from "../../../src/engine/raster/coverage";

const HEIGHT = 40;
const WIDTH = 30;

/** Ascending positions within the mask, an even number of them. */
const toggles = fc
  .uniqueArray(fc.integer({ min: 0, max: WIDTH * HEIGHT }), { maxLength: 60 })
  .map((positions): Toggles => {
    const sorted = positions.sort((one, other) => one - other);
    return Int32Array.from(sorted.slice(0, sorted.length - (sorted.length % 2)));
  });

test("a pixel is covered if and only if its middle lies on a pixel of the mask, at any scale and place", () => {
  const mapping = fc.record({
    scale: fc.double({ min: 0.1, max: 20, noNaN: true }),
    originX: fc.integer({ min: -300, max: 600 }),
    originY: fc.integer({ min: -300, max: 600 }),
    ratio: fc.constant(1),
  });
  fc.assert(
    fc.property(toggles, mapping, (mask, to) => {
      const covered = new Uint8Array(SIDE * SIDE);
      const from = Math.max(0, Math.floor(0 - to.originX) + RIM);
      const end = Math.min(SIDE, Math.ceil(WIDTH * to.scale - to.originX) + RIM);
      const [top, bottom] = cover(covered, mask, HEIGHT, to, from, end);
      for (let x = from; x < end; x += 7) {
        for (let y = 0; y < SIDE; y += 3) {
          const column = Math.floor((x - RIM + 0.5 + to.originX) / to.scale);
          const row = Math.floor((y - RIM + 0.5 + to.originY) / to.scale);
          const isCovered = covered[x * SIDE + y] === 1;
          expect(isCovered).toBe(isSet(mask, HEIGHT, column, row));
          if (isCovered) expect(y >= top && y < bottom).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("a stretch that runs on into the next column covers both", () => {
  // Two columns of three rows: all but the first and the last pixel. Enlarged tenfold, at the tile's corner.
  const covered = new Uint8Array(SIDE * SIDE);
  const to = { scale: 10, originX: 0, originY: 0, ratio: 1 };
  cover(covered, fromCounts("141"), 3, to, RIM, RIM + 20);
  const at = (x: number, y: number): number | undefined => covered[(x + RIM) * SIDE + y + RIM];
  expect([at(0, 9), at(0, 10), at(9, 29), at(10, 0), at(19, 19), at(19, 20)]).toEqual([0, 1, 1, 1, 1, 0]);
});
