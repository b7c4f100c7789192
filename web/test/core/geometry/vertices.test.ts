import fc from "fast-check";
import { expect, test } from "vitest";
import { simplified, simplifiedRing } from "../../../src/core/geometry/simplify";
import { borderShift, snapped } from "../../../src/core/geometry/snap";
import {
  nearestEdge,
  nearestOnLine,
  ringsOf,
  withNewVertex,
  withoutVertex,
  withVertex,
} from "../../../src/core/geometry/vertices";
import { path, polygon, polyline, position } from "./shapes";

const vertexed = fc.oneof(polygon, polyline, path);
const at = fc.record({ ring: fc.nat(4), index: fc.nat(6) });

test("a moved vertex is where it was put, and the others stay", () => {
  fc.assert(
    fc.property(vertexed, at, position, (one, ref, [x, y]) => {
      const rings = ringsOf(one);
      const ring = rings[ref.ring];
      if (!ring || ref.index >= ring.length) return;
      const expected = rings.map((points, no) =>
        points.map((point, index) => (no === ref.ring && index === ref.index ? [x, y] : point)),
      );
      expect(ringsOf(withVertex(one, ref, x, y))).toEqual(expected);
    }),
  );
});

test("a vertex that is added and taken out again leaves the shape as it was", () => {
  fc.assert(
    fc.property(vertexed, at, position, (one, edge, [x, y]) => {
      const ring = ringsOf(one)[edge.ring];
      // A closed line of two is none: taken back to two vertices, it goes as a whole.
      const least = one.type === "path" && one.closed ? 3 : 1;
      if (!ring || edge.index >= ring.length || ring.length < least) return;
      const added = withNewVertex(one, edge, x, y);
      const again = withoutVertex(added, { ring: edge.ring, index: edge.index + 1 });
      expect(again && ringsOf(again)).toEqual(ringsOf(one));
    }),
  );
});

test("a ring of three that loses one goes as a whole, the outline only if a part can take its place", () => {
  const triangle: Array<[number, number]> = [
    [0, 0],
    [9, 0],
    [9, 9],
  ];
  const other: Array<[number, number]> = [
    [20, 20],
    [29, 20],
    [29, 29],
  ];
  const whole = { type: "polygon" as const, points: triangle, holes: [other], parts: [other] };
  expect(withoutVertex(whole, { ring: 1, index: 0 })).toMatchObject({
    points: triangle,
    holes: [],
    parts: [other],
  });
  expect(withoutVertex(whole, { ring: 2, index: 0 })).toMatchObject({
    points: triangle,
    holes: [other],
    parts: [],
  });
  expect(withoutVertex(whole, { ring: 0, index: 0 })).toMatchObject({ points: other, holes: [], parts: [] });
  expect(withoutVertex({ type: "polygon", points: triangle }, { ring: 0, index: 0 })).toBeNull();
  expect(
    withoutVertex(
      {
        type: "polyline",
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      { ring: 0, index: 0 },
    ),
  ).toBeNull();
});

test("control points go with their vertex", () => {
  const one = {
    type: "path" as const,
    vertices: [
      {
        x: 10,
        y: 10,
        is_bezier: true,
        control_in: [8, 10] as [number, number],
        control_out: [12, 10] as [number, number],
      },
    ],
  };
  expect(withVertex(one, { ring: 0, index: 0 }, 20, 15).vertices[0]).toMatchObject({
    control_in: [18, 15],
    control_out: [22, 15],
  });
});

test("the nearest place on the edges is nearer than any that was looked at", () => {
  fc.assert(
    fc.property(polygon, position, (one, [x, y]) => {
      const found = nearestEdge(one, x, y);
      for (const ring of ringsOf(one)) {
        ring.forEach(([x0, y0], no) => {
          const [x1, y1] = ring[(no + 1) % ring.length] as readonly [number, number];
          for (let step = 0; step <= 10; step += 1) {
            const away = Math.hypot(x0 + ((x1 - x0) * step) / 10 - x, y0 + ((y1 - y0) * step) / 10 - y);
            expect(found?.distance).toBeLessThanOrEqual(away + 1e-9);
          }
        });
      }
    }),
  );
});

test("a simplified line keeps its ends, and every point that was left out is near it", () => {
  const points = fc.array(position, { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(points, fc.integer({ min: 0, max: 20 }), (line, tolerance) => {
      const kept = simplified(line, tolerance);
      expect([kept[0], kept.at(-1)]).toEqual([line[0], line.at(-1)]);
      for (const [x, y] of line) {
        const away = kept.slice(1).map((to, no) => {
          const [px, py] = nearestOnLine(kept[no] ?? to, to, x, y);
          return Math.hypot(x - px, y - py);
        });
        expect(Math.min(...away)).toBeLessThanOrEqual(tolerance + 1e-9);
      }
    }),
  );
});

test("a simplified ring still is one", () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 3, maxLength: 30 }), (ring) => {
      expect(simplifiedRing(ring, 5).length).toBeGreaterThanOrEqual(3);
    }),
  );
});

test("a corner draws before an edge, an edge before the border, and nothing from afar", () => {
  const box = { type: "box" as const, left: 3, top: 20, width: 40, height: 40 };
  const asset = { width: 100, height: 100 };
  expect(snapped(5, 22, 7, [box], asset)).toEqual({ x: 3, y: 20, to: "vertex" });
  expect(snapped(5, 40, 7, [box], asset)).toEqual({ x: 3, y: 40, to: "edge" });
  expect(snapped(5, 90, 7, [box], asset)).toEqual({ x: 0, y: 90, to: "border" });
  expect(snapped(97, 98, 7, [], asset)).toEqual({ x: 100, y: 100, to: "border" });
  expect(snapped(70, 70, 7, [box], asset)).toBeNull();
});

test("the nearer side of what is moved meets the border", () => {
  const asset = { width: 100, height: 100 };
  expect(borderShift({ left: 4, top: 50, right: 98, bottom: 60 }, 7, asset)).toEqual([2, 0]);
});
