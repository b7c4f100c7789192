import { expect, it } from "vitest";
import { toCounts } from "../../../src/core/masks/toggles";
import { maskOutline } from "../../../src/pages/imports/mask-outline";

/** The strokes of a drawing of rows of # and ., in no order. */
function strokes(...rows: string[]): string[] {
  const height = rows.length;
  const width = rows[0]?.length ?? 0;
  const toggles: number[] = [];
  for (let at = 0, was = false; at <= width * height; at++) {
    const is = at < width * height && rows[at % height]?.[Math.floor(at / height)] === "#";
    if (is !== was) toggles.push(at);
    was = is;
  }
  const d = maskOutline(toCounts(Int32Array.from(toggles), width * height), height);
  return d === null ? [] : d.slice(1).split("M").sort();
}

it("goes round a rectangle with four strokes", () => {
  expect(strokes("....", ".##.", "....")).toEqual(["1 1L1 2", "1 1L3 1", "1 2L3 2", "3 1L3 2"].sort());
});

it("goes round a hole as well", () => {
  expect(strokes("###", "#.#", "###")).toEqual(
    ["0 0L0 3", "3 0L3 3", "0 0L3 0", "0 3L3 3", "1 1L1 2", "2 1L2 2", "1 1L2 1", "1 2L2 2"].sort(),
  );
});

it("keeps columns apart that one run fills to the bottom and from the top", () => {
  expect(strokes(".#", "#.")).toEqual(
    ["0 1L0 2", "0 1L2 1", "0 2L1 2", "1 0L1 1", "1 1L1 2", "1 0L2 0", "2 0L2 1"].sort(),
  );
});

it("draws nothing of a mask without a pixel", () => {
  expect(strokes("..", "..")).toEqual([]);
});
