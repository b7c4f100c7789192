import fc from "fast-check";
import { expect, test } from "vitest";
import { boxCorners } from "../../../src/core/geometry/corners";
import {
  FRAME_HANDLES,
  facing,
  framed,
  frameOf,
  handleAt,
  resizeCursor,
  resized,
} from "../../../src/core/geometry/frame";
import { turned } from "../../../src/core/geometry/plane";
import { box, ellipse, position } from "./shapes";

const handle = fc.constantFrom(...FRAME_HANDLES);
const opposite = { n: "s", ne: "sw", e: "w", se: "nw", s: "n", sw: "ne", w: "e", nw: "se" } as const;

function near([x, y]: readonly [number, number], [px, py]: readonly [number, number]): void {
  expect(x).toBeCloseTo(px, 6);
  expect(y).toBeCloseTo(py, 6);
}

test("a shape that fills its own frame is as it was, to the last digit", () => {
  fc.assert(
    fc.property(fc.oneof(box, ellipse), (one) => {
      expect(framed(one, frameOf(one))).toEqual(one);
    }),
  );
});

test("the corners of a box lie where the handles of its frame are", () => {
  fc.assert(
    fc.property(box, (one) => {
      const frame = frameOf(one);
      const corners = (["nw", "ne", "se", "sw"] as const).map((name) => handleAt(frame, name));
      boxCorners(one).forEach((corner, no) => {
        near(corner, corners[no] ?? [Number.NaN, 0]);
      });
    }),
  );
});

test("a dragged corner is where the pointer is, and the opposite one where it was", () => {
  fc.assert(
    fc.property(box, fc.constantFrom("nw", "ne", "se", "sw"), position, (one, name, [x, y]) => {
      const frame = frameOf(one);
      const put = resized(frame, name as "nw", x, y);
      const corners = (["nw", "ne", "se", "sw"] as const).map((each) => handleAt(put, each));
      const has = (at: readonly [number, number]): boolean =>
        corners.some(([px, py]) => Math.hypot(px - at[0], py - at[1]) < 1e-6);
      expect([has([x, y]), has(handleAt(frame, opposite[name as "nw"]))]).toEqual([true, true]);
    }),
  );
});

test("a dragged side leaves the opposite side and the length of both", () => {
  fc.assert(
    fc.property(box, fc.constantFrom("n", "s"), position, (one, name, [x, y]) => {
      const frame = frameOf(one);
      const put = resized(frame, name as "n", x, y);
      expect(put.width).toBeCloseTo(frame.width, 9);
      const kept = handleAt(frame, opposite[name as "n"]);
      const sides = [handleAt(put, "n"), handleAt(put, "s")];
      expect(Math.min(...sides.map(([px, py]) => Math.hypot(px - kept[0], py - kept[1])))).toBeLessThan(1e-6);
    }),
  );
});

test("about the middle, the middle stays", () => {
  fc.assert(
    fc.property(box, handle, position, (one, name, [x, y]) => {
      const frame = frameOf(one);
      const put = resized(frame, name, x, y, { isKeepingRatio: false, isAboutCenter: true });
      near([put.x, put.y], [frame.x, frame.y]);
    }),
  );
});

test("a kept ratio is kept", () => {
  fc.assert(
    fc.property(box, fc.constantFrom("nw", "ne", "se", "sw"), position, (one, name, [x, y]) => {
      const frame = frameOf(one);
      const put = resized(frame, name as "nw", x, y, { isKeepingRatio: true, isAboutCenter: false });
      expect(put.width * frame.height).toBeCloseTo(put.height * frame.width, 6);
    }),
  );
});

test("turning keeps middle and size, and the upper side faces the pointer", () => {
  fc.assert(
    fc.property(box, position, (one, [x, y]) => {
      const frame = frameOf(one);
      if (Math.hypot(x - frame.x, y - frame.y) < 1) return;
      const put = facing(frame, x, y, false);
      near([put.x, put.y], [frame.x, frame.y]);
      const [ux, uy] = turned(0, -1, 0, 0, put.degrees);
      const length = Math.hypot(x - frame.x, y - frame.y);
      // To a tenth of a degree.
      expect((ux * (x - frame.x) + uy * (y - frame.y)) / length).toBeGreaterThan(
        Math.cos((0.1 * Math.PI) / 180),
      );
    }),
  );
});

test("cursors turn with the frame", () => {
  expect(resizeCursor("e", 0)).toBe("ew-resize");
  expect(resizeCursor("se", 0)).toBe("nwse-resize");
  expect(resizeCursor("e", 90)).toBe("ns-resize");
  expect(resizeCursor("ne", -40)).toBe("ns-resize");
});
