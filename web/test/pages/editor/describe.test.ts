import { expect, test } from "vitest";
import { placeOf } from "../../../src/pages/editor/describe";

test.each([
  [{ type: "box" as const, left: 10.4, top: 20, width: 30, height: 40.2 }, "30 × 40 at 10, 20"],
  [{ type: "box_xyxy" as const, left: 5, top: 6, right: 9, bottom: 16 }, "4 × 10 at 5, 6"],
  [{ type: "point" as const, x: 7.6, y: 8 }, "at 8, 8"],
  [
    {
      type: "polygon" as const,
      points: [
        [1, 2],
        [11, 2],
        [1, 22],
      ] as [number, number][],
    },
    "10 × 20 at 1, 2",
  ],
])("a shape is told apart from others of its name by where it lies: %j", (geometry, place) => {
  expect(placeOf(geometry)).toBe(place);
});

test("what lies on no plane has no place", () => {
  expect(placeOf({ type: "text_span", start: 1, end: 4 })).toBe("");
  expect(placeOf(null)).toBe("");
});
