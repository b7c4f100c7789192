import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duration, noted, rate, secondsLeft } from "../../../src/pages/imports/rate";

describe("how fast something goes", () => {
  it("knows nothing from one look", () => {
    expect(rate(noted([], { at: 0, done: 10 }))).toBeNull();
  });

  it("is the way between looks over the time between them", () => {
    const marks = [0, 1000, 2000].reduce(
      (known, at) => noted(known, { at, done: at * 4 }),
      [] as { at: number; done: number }[],
    );
    expect(rate(marks)).toBe(4000);
    expect(secondsLeft(marks, 20_000)).toBe(3);
  });

  it("begins anew when work was taken up from an earlier point", () => {
    expect(noted([{ at: 0, done: 50 }], { at: 10, done: 20 })).toEqual([{ at: 10, done: 20 }]);
  });

  it("remembers no more than the last moments", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 100 }), (steps) => {
        let marks: { at: number; done: number }[] = [];
        let at = 0;
        for (const step of steps) {
          at += step;
          marks = noted(marks, { at, done: at });
        }
        expect(marks.slice(1).every((mark) => mark.at >= at - 10_000)).toBe(true);
      }),
    );
  });

  it.each([
    [0.2, "1 s"],
    [42, "42 s"],
    [150, "3 min"],
    [7_500, "2 h 5 min"],
  ])("spells %d seconds", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
