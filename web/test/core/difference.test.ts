import { expect, it } from "vitest";
import { differencesOf, isEqual } from "../../src/core/difference";
import type { Annotation } from "../../src/core/wire";

const drawn: Annotation = {
  key: "a",
  feature: "car",
  kind: "object",
  geometry: { type: "box", left: 1, top: 2, width: 3, height: 4 },
};
const { kind: _, ...answered } = drawn;

it("takes what was drawn and what the server answers about it for the same", () => {
  expect(isEqual(drawn, answered)).toBe(true);
  const sides = { base: () => undefined, mine: () => drawn, theirs: () => answered };
  expect(differencesOf(["a"], sides)).toEqual([]);
});

it("tells a question from an object", () => {
  expect(isEqual({ ...drawn, kind: "classification" }, answered)).toBe(false);
});
