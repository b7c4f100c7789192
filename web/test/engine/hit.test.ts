import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Geometry } from "../../src/core/wire";
import { isOn } from "../../src/engine/hit";

describe("a box", () => {
  const box: Geometry = { type: "box", left: 10, top: 20, width: 30, height: 40 };

  test.each([
    [10, 20, true],
    [40, 60, true],
    [25, 40, true],
    [9.9, 40, false],
    [25, 60.1, false],
  ])("is hit at its edges and inside: (%d, %d) %s", (x, y, expected) => {
    expect(isOn(box, x, y, 0)).toBe(expected);
  });

  test("is hit from outside within the tolerance, measured straight at its sides and round at its corners", () => {
    expect(isOn(box, 6, 40, 4)).toBe(true);
    expect(isOn(box, 5.9, 40, 4)).toBe(false);
    // A place 3 px left of and 4 px above the corner is 5 px away.
    expect(isOn(box, 7, 16, 5)).toBe(true);
    expect(isOn(box, 7, 16, 4.9)).toBe(false);
  });

  test("in the other two ways of writing is the same box", () => {
    const corners: Geometry = { type: "box_xyxy", left: 10, top: 20, right: 40, bottom: 60 };
    const center: Geometry = { type: "box_cxcywh", center_x: 25, center_y: 40, width: 30, height: 40 };
    const places = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 80 }));
    fc.assert(
      fc.property(places, ([x, y]) => {
        expect(isOn(corners, x, y, 0)).toBe(isOn(box, x, y, 0));
        expect(isOn(center, x, y, 0)).toBe(isOn(box, x, y, 0));
      }),
    );
  });

  test("turned clockwise by 90 degrees lies left of and below its corner", () => {
    const turned: Geometry = { type: "box", left: 100, top: 100, width: 30, height: 10, rotation: 90 };
    // Its width runs down from (100, 100) and its height to the left: x from 90 to 100, y from 100 to 130.
    expect(isOn(turned, 95, 125, 0)).toBe(true);
    expect(isOn(turned, 105, 105, 0)).toBe(false);
    expect(isOn(turned, 89, 110, 0)).toBe(false);
  });
});

describe("a polygon", () => {
  const square: [number, number][] = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ];
  const hole: [number, number][] = [
    [40, 40],
    [60, 40],
    [60, 60],
    [40, 60],
  ];
  const part: [number, number][] = [
    [200, 0],
    [220, 0],
    [220, 20],
  ];
  const polygon: Geometry = { type: "polygon", points: square, holes: [hole], parts: [part] };

  test("is hit inside, in its further parts, and not in its holes", () => {
    expect(isOn(polygon, 20, 20, 0)).toBe(true);
    expect(isOn(polygon, 50, 50, 0)).toBe(false);
    expect(isOn(polygon, 215, 5, 0)).toBe(true);
    expect(isOn(polygon, 150, 50, 0)).toBe(false);
  });

  test("is hit at the rim of a hole within the tolerance", () => {
    expect(isOn(polygon, 43, 50, 3)).toBe(true);
    expect(isOn(polygon, 44, 50, 3)).toBe(false);
  });
});

describe("lines", () => {
  const line: Geometry = {
    type: "polyline",
    points: [
      [0, 0],
      [30, 40],
      [100, 40],
    ],
  };

  test("are hit within the tolerance of a piece and not in the bay between", () => {
    // The first piece runs along 3-4-5 triangles: (4, -3) from its middle is 5 px away.
    expect(isOn(line, 15 + 4, 20 - 3, 5)).toBe(true);
    expect(isOn(line, 15 + 4, 20 - 3, 4.9)).toBe(false);
    expect(isOn(line, 60, 20, 5)).toBe(false);
  });

  test("are hit beyond an end only around it", () => {
    expect(isOn(line, 103, 44, 5)).toBe(true);
    expect(isOn(line, 104, 44, 5)).toBe(false);
  });

  test("a curve is hit where it runs and not where its control points lie", () => {
    const curve: Geometry = {
      type: "path",
      vertices: [
        { x: 0, y: 0, is_bezier: true, control_out: [0, 100] },
        { x: 100, y: 0, is_bezier: true, control_in: [100, 100] },
      ],
    };
    // Half way the curve is at (0 + 3*0 + 3*100 + 100) / 8 = 50 across and (3*100 + 3*100) / 8 = 75 down.
    expect(isOn(curve, 50, 75, 1)).toBe(true);
    expect(isOn(curve, 50, 0, 5)).toBe(false);
    expect(isOn(curve, 0, 100, 5)).toBe(false);
  });

  test("a closed path is hit inside, an open one is not", () => {
    const vertices = [
      { x: 0, y: 0 },
      { x: 60, y: 0 },
      { x: 30, y: 60 },
    ];
    expect(isOn({ type: "path", vertices, closed: true }, 30, 20, 1)).toBe(true);
    expect(isOn({ type: "path", vertices }, 30, 20, 1)).toBe(false);
  });

  test("a branch is hit between the vertices it joins", () => {
    const vertices = [
      { x: 0, y: 0, id: "a" },
      { x: 100, y: 0, id: "b", previous: "a" },
      { x: 0, y: 100, id: "c", previous: "a" },
    ];
    expect(isOn({ type: "path", vertices }, 0, 50, 2)).toBe(true);
    expect(isOn({ type: "path", vertices }, 50, 50, 2)).toBe(false);
  });
});

test("a point is hit within the tolerance", () => {
  expect(isOn({ type: "point", x: 10, y: 10 }, 13, 14, 5)).toBe(true);
  expect(isOn({ type: "point", x: 10, y: 10 }, 13, 14, 4.9)).toBe(false);
});

test("an ellipse is hit where its equation is at most one", () => {
  const ellipse: Geometry = { type: "ellipse", center_x: 100, center_y: 50, radius_x: 80, radius_y: 30 };
  // 48 of 80 across leaves 0.8 of 30 down: 24.
  expect(isOn(ellipse, 148, 50 + 23.9, 0)).toBe(true);
  expect(isOn(ellipse, 148, 50 + 24.1, 0)).toBe(false);
});

test("an ellipse turned by a quarter reaches as far down as it did across", () => {
  const ellipse: Geometry = {
    type: "ellipse",
    center_x: 0,
    center_y: 0,
    radius_x: 80,
    radius_y: 30,
    rotation: 90,
  };
  expect(isOn(ellipse, 0, 79, 0)).toBe(true);
  expect(isOn(ellipse, 79, 0, 0)).toBe(false);
});

describe("a mask", () => {
  // Three rows and four columns: column 1 has rows 0 and 1, column 2 all three. Down the columns that is 3 not set,
  // 2 set, 1 not, 3 set, 3 not; the last two are written as differences to 2 and 1.
  const mask: Geometry = { type: "mask", height: 3, width: 4, counts: "32112", area: 5, bbox: [1, 0, 2, 3] };

  test("is hit at its pixels", () => {
    expect(isOn(mask, 1.5, 0.5, 0)).toBe(true);
    expect(isOn(mask, 1.5, 1.5, 0)).toBe(true);
    expect(isOn(mask, 1.5, 2.5, 0)).toBe(false);
    expect(isOn(mask, 0.5, 0.5, 0)).toBe(false);
    expect(isOn(mask, 2.5, 2.5, 0)).toBe(true);
  });

  test("is hit beside its pixels within the tolerance", () => {
    expect(isOn(mask, 0.5, 0.5, 1)).toBe(true);
    expect(isOn(mask, 4.1, 0.5, 1)).toBe(false);
  });
});

test("a raster is hit from its threshold on", () => {
  const levels = (_: unknown, x: number): number => x;
  const bitmap = { type: "bitmap", width: 255, height: 10, sha256: "", encoding: "png" } as const;
  expect(isOn({ ...bitmap, threshold: 128 }, 128, 5, 0, levels)).toBe(true);
  expect(isOn({ ...bitmap, threshold: 128 }, 127, 5, 0, levels)).toBe(false);
  expect(isOn(bitmap, 1, 5, 0, levels)).toBe(true);
});

test("what is not on a plane is never hit", () => {
  expect(isOn({ type: "text_span", start: 0, end: 5 } as never, 0, 0, 100)).toBe(false);
});
