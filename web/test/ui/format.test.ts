import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ago, countOf, fileSize, percent } from "../../src/ui/format";

const NOW = Date.UTC(2026, 0, 5, 9, 30);
const past = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

describe("percent", () => {
  it("rounds to whole percents", () => expect(percent(0.874)).toBe("87%"));
  it("says nothing of nothing and all of all", () =>
    expect([percent(0), percent(1)]).toEqual(["0%", "100%"]));
  it("never calls less than all 100%, nor more than nothing 0%", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (fraction) => {
        expect(["0%", "100%"]).not.toContain(percent(fraction));
      }),
    );
  });
});

describe("fileSize", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_000, "1 kB"],
    [1_500, "1.5 kB"],
    [999_600, "1 MB"],
    [123_456_789, "123 MB"],
    [5e15, "5000 TB"],
  ])("spells %d bytes as %s", (bytes, text) => expect(fileSize(bytes)).toBe(text));
});

describe("ago", () => {
  it.each([
    [0, "just now"],
    [59, "just now"],
    [60, "1 minute ago"],
    [3 * 3600 + 5, "3 hours ago"],
    [86_400, "yesterday"],
    [40 * 86_400, "last month"],
  ])("calls %d seconds %s", (seconds, text) => expect(ago(past(seconds), NOW)).toBe(text));
  it("looks ahead too", () => expect(ago(past(-2 * 86_400), NOW)).toBe("in 2 days"));
});

describe("countOf", () => {
  it("has one and many", () =>
    expect([countOf(1, "task"), countOf(1_204, "task")]).toEqual(["1 task", "1,204 tasks"]));
  it("takes irregular words", () => expect(countOf(2, "person", "people")).toBe("2 people"));
});
