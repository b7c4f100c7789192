import fc from "fast-check";
import { expect, test } from "vitest";
import { between } from "../../src/engine/relations";

const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

test("an arrow goes from side to side of two boxes that lie apart", () => {
  // Middles at (50, 25) and (50, 225): straight down, out at the lower side and in at the upper.
  expect(between(box(0, 0, 100, 50), box(0, 200, 100, 50))).toEqual([
    [50, 50],
    [50, 200],
  ]);
});

test("an arrow between boxes that lie in each other goes from middle to middle", () => {
  expect(between(box(0, 0, 100, 100), box(20, 40, 20, 20))).toEqual([
    [50, 50],
    [30, 50],
  ]);
});

test("the ends of an arrow are on their boxes", () => {
  const number = fc.integer({ min: -500, max: 500 });
  const size = fc.integer({ min: 0, max: 200 });
  const boxes = fc.tuple(number, number, size, size).map((sides) => box(...sides));
  fc.assert(
    fc.property(boxes, boxes, (one, other) => {
      const [[fromX, fromY], [toX, toY]] = between(one, other);
      for (const [x, y, on] of [
        [fromX, fromY, one],
        [toX, toY, other],
      ] as const) {
        expect(x).toBeGreaterThanOrEqual(on.left - 1e-6);
        expect(x).toBeLessThanOrEqual(on.right + 1e-6);
        expect(y).toBeGreaterThanOrEqual(on.top - 1e-6);
        expect(y).toBeLessThanOrEqual(on.bottom + 1e-6);
      }
    }),
  );
});
