import fc from "fast-check";
import { expect, test } from "vitest";
import { shapeBounds } from "../../../src/core/geometry/bounds";
import { contains, distanceTo } from "../../../src/core/geometry/contains";
import { moved } from "../../../src/core/geometry/map";
import { alongSegment, pathSegments } from "../../../src/core/geometry/path";
import { ellipse, path, polygon, position, shape } from "./shapes";

const NEAR = 1e-6;

test("bounds hold everything that is inside or on the outline", () => {
  fc.assert(
    fc.property(shape, position, (one, [x, y]) => {
      const bounds = shapeBounds(one);
      if (!contains(one, x, y) && distanceTo(one, x, y) > NEAR) return;
      expect(bounds && x >= bounds.left - NEAR && x <= bounds.right + NEAR).toBe(true);
      expect(bounds && y >= bounds.top - NEAR && y <= bounds.bottom + NEAR).toBe(true);
    }),
  );
});

test("the bounds of an ellipse touch it", () => {
  fc.assert(
    fc.property(ellipse, (one) => {
      const bounds = shapeBounds(one);
      const angle = ((one.rotation ?? 0) * Math.PI) / 180;
      const outline = Array.from({ length: 720 }, (_, no) => {
        const [a, b] = [
          one.radius_x * Math.cos((no * Math.PI) / 360),
          one.radius_y * Math.sin((no * Math.PI) / 360),
        ];
        return one.center_x + a * Math.cos(angle) - b * Math.sin(angle);
      });
      // Half a degree from the outermost point is a hundredth of a percent of the radius away.
      expect(bounds?.left).toBeCloseTo(Math.min(...outline), 1);
      expect(bounds?.right).toBeCloseTo(Math.max(...outline), 1);
    }),
  );
});

test("the bounds of a path hold its curves, and touch them", () => {
  fc.assert(
    fc.property(path, (one) => {
      const along = pathSegments(one).flatMap((segment) =>
        Array.from({ length: 401 }, (_, no) => alongSegment(segment, no / 400)[0]),
      );
      const bounds = shapeBounds(one);
      expect(bounds?.left).toBeLessThanOrEqual(Math.min(...along) + NEAR);
      expect(bounds?.left).toBeGreaterThan(Math.min(...along) - 0.05);
      expect(bounds?.right).toBeGreaterThanOrEqual(Math.max(...along) - NEAR);
      expect(bounds?.right).toBeLessThan(Math.max(...along) + 0.05);
    }),
  );
});

test("moving moves the bounds, the inside and the distance", () => {
  fc.assert(
    fc.property(shape, position, position, (one, [dx, dy], [x, y]) => {
      const put = moved(one, dx, dy);
      expect(contains(put, x + dx, y + dy)).toBe(contains(one, x, y));
      expect(distanceTo(put, x + dx, y + dy)).toBeCloseTo(distanceTo(one, x, y), 6);
      expect(shapeBounds(put)?.left).toBeCloseTo((shapeBounds(one)?.left ?? 0) + dx, 6);
    }),
  );
});

test("a move across keeps the digits of everything down", () => {
  const one = moved({ type: "box", left: 1.23456, top: 7.65432, width: 3, height: 4 }, 2, 0);
  expect(one).toEqual({ type: "box", left: 3.23, top: 7.65432, width: 3, height: 4 });
});

test("a hole is outside, and a part inside a hole is inside", () => {
  const one = {
    type: "polygon" as const,
    points: [
      [0, 0],
      [90, 0],
      [90, 90],
      [0, 90],
    ] as Array<[number, number]>,
    holes: [
      [
        [30, 30],
        [60, 30],
        [60, 60],
        [30, 60],
      ] as Array<[number, number]>,
    ],
    parts: [
      [
        [40, 40],
        [50, 40],
        [50, 50],
        [40, 50],
      ] as Array<[number, number]>,
    ],
  };
  expect([contains(one, 10, 10), contains(one, 35, 35), contains(one, 45, 45)]).toEqual([true, false, true]);
  expect(distanceTo(one, 35, 32)).toBe(2);
});

test("inside is what a ray in another direction says too", () => {
  fc.assert(
    fc.property(polygon, position, (one, [px, py]) => {
      // Off the grid the corners lie on, so that no ray meets a corner.
      const [x, y] = [px + 0.37, py + 0.41];
      let crossings = 0;
      for (const ring of [one.points, ...(one.holes ?? []), ...(one.parts ?? [])]) {
        ring.forEach(([x0, y0], no) => {
          const [x1, y1] = ring[(no + 1) % ring.length] as [number, number];
          if (x0 > x !== x1 > x && y0 + ((x - x0) * (y1 - y0)) / (x1 - x0) > y) crossings += 1;
        });
      }
      expect(contains(one, x, y)).toBe(crossings % 2 === 1);
    }),
  );
});
