import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANES, laned, type Span } from "../../src/text/spans";

function span(start: number, end: number): Span {
  return { layer: "draft", key: `${start}-${end}`, start, end, color: "#fff", kind: "draft", lane: 0 };
}

const spans = fc
  .array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 })), { maxLength: 40 })
  .map((some) => some.map(([start, size]) => span(start, start + size)));

describe("underlines of spans", () => {
  test("spans that overlap have different ones while there are enough", () => {
    fc.assert(
      fc.property(spans, (some) => {
        const sorted = laned(some);
        const most = Math.max(
          0,
          ...sorted.map(({ start }) => sorted.filter((one) => one.start <= start && start < one.end).length),
        );
        fc.pre(most <= LANES);
        for (const [at, one] of sorted.entries())
          for (const other of sorted.slice(at + 1))
            if (other.start < one.end) expect(other.lane).not.toBe(one.lane);
      }),
    );
  });

  test("the longer of two that begin together is nearer to the text", () => {
    expect(laned([span(0, 4), span(0, 9)]).map(({ key, lane }) => [key, lane])).toEqual([
      ["0-9", 0],
      ["0-4", 1],
    ]);
  });

  test("spans beside each other share one", () => {
    expect(laned([span(0, 4), span(4, 9)]).map(({ lane }) => lane)).toEqual([0, 0]);
  });
});
