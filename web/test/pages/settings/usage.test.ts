import { describe, expect, it } from "vitest";
import type { Usage } from "../../../src/api/gen";
import { periodsOf, typesOf } from "../../../src/pages/settings/usage";

const DAYS: Usage = {
  from: "2026-02-27",
  to: "2026-03-02",
  by: "day",
  project: null,
  total: 9,
  items: [
    { period: "2026-02-28", kind: "pre_label", annotation_type: "box", n: 4 },
    { period: "2026-02-28", kind: "ground_truth", annotation_type: "box", n: 2 },
    { period: "2026-03-02", kind: "pre_label", annotation_type: "radio", n: 3 },
  ],
};

describe("usage by day", () => {
  it("has every day, also those on which nothing happened", () => {
    expect(periodsOf(DAYS).map(({ period, total }) => [period, total])).toEqual([
      ["2026-02-27", 0],
      ["2026-02-28", 6],
      ["2026-03-01", 0],
      ["2026-03-02", 3],
    ]);
  });

  it("counts kinds apart", () => {
    expect(periodsOf(DAYS)[1]?.counts).toEqual({ pre_label: 4, ground_truth: 2 });
  });
});

it("usage by month goes over the turn of the year", () => {
  const months: Usage = { ...DAYS, by: "month", from: "2025-11-01", to: "2026-01-31", items: [], total: 0 };
  expect(periodsOf(months).map(({ period }) => period)).toEqual(["2025-11", "2025-12", "2026-01"]);
});

it("types of annotations come with the most frequent first", () => {
  expect(typesOf(DAYS).map(({ type, total }) => [type, total])).toEqual([
    ["box", 6],
    ["radio", 3],
  ]);
});
