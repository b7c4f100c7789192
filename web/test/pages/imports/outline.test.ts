import { describe, expect, it } from "vitest";
import { extentOf, outlineOf } from "../../../src/pages/imports/outline";

const SIZE = { width: 200, height: 100 };

describe("outlines of geometries", () => {
  it.each([
    [{ type: "box", left: 10, top: 20, width: 30, height: 40 }, "M10 20L40 20L40 60L10 60Z"],
    [
      { type: "box", left: 10, top: 20, width: 50, height: 50, unit: "percent" },
      "M20 20L120 20L120 70L20 70Z",
    ],
    [
      { type: "box", left: 0.5, top: 0, width: 0.25, height: 1, unit: "fraction" },
      "M100 0L150 0L150 100L100 100Z",
    ],
    [{ type: "box_xyxy", left: 10, top: 20, right: 40, bottom: 60 }, "M10 20L40 20L40 60L10 60Z"],
    [{ type: "box_cxcywh", center_x: 25, center_y: 40, width: 30, height: 40 }, "M10 20L40 20L40 60L10 60Z"],
    [
      {
        type: "polygon",
        points: [
          [0, 0],
          [10, 0],
          [5, 5],
        ],
      },
      "M0 0L10 0L5 5Z",
    ],
    [
      {
        type: "polyline",
        points: [
          [0, 0],
          [10, 5],
        ],
      },
      "M0 0L10 5",
    ],
    [{ type: "mask", bbox: [1, 2, 3, 4] }, "M1 2L4 2L4 6L1 6Z"],
  ])("draws %j", (geometry, d) => {
    expect(outlineOf(geometry, SIZE)).toEqual({ kind: "path", d });
  });

  it("turns a box clockwise about its top left corner", () => {
    const box = { type: "box", left: 50, top: 50, width: 20, height: 10, rotation: 90 };
    expect(outlineOf(box, SIZE)).toEqual({ kind: "path", d: "M50 50L50 70L40 70L40 50Z" });
  });

  it("draws an ellipse about its centre, each radius of its own side in percent", () => {
    const ellipse = {
      type: "ellipse",
      center_x: 50,
      center_y: 50,
      radius_x: 10,
      radius_y: 10,
      unit: "percent",
    };
    expect(outlineOf(ellipse, SIZE)).toEqual({ kind: "ellipse", cx: 100, cy: 50, rx: 20, ry: 10, turn: 0 });
  });

  it.each([
    null,
    {},
    { type: "text_span", start: 0, end: 4 },
    { type: "box", left: 1, top: 1, unit: "lnglat" },
  ])("draws nothing of %j", (geometry) => {
    expect(outlineOf(geometry, SIZE)).toBeNull();
  });

  it("knows how much room shapes take", () => {
    const box = { type: "box", left: 10, top: 20, width: 30, height: 40 };
    expect(extentOf([box, { type: "point", x: 90, y: 5 }])).toEqual({ width: 90, height: 60 });
    expect(extentOf([])).toBeNull();
  });
});
