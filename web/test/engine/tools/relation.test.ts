import { expect, test } from "vitest";
import type { Annotation, Feature } from "../../../src/core/wire";
import { Workbench } from "./workbench";

const box = (key: string, left: number, feature = "car"): Annotation => ({
  key,
  feature,
  geometry: { type: "box", left, top: 100, width: 40, height: 20 },
});
const features: Feature[] = [
  { name: "car", kind: "box" },
  { name: "trailer", kind: "box" },
  { name: "pulls", kind: "relationship", constraints: [["car", "trailer"]] },
];

test("an arrow is dragged from one region to another", () => {
  const bench = new Workbench("relation", [box("a", 100), box("b", 200, "trailer")], features);
  bench.drag(120, 110, 220, 110);
  expect(bench.drawn()).toMatchObject({
    kind: "relationship",
    feature: "pulls",
    relation: { source: "a", target: "b" },
  });
  bench.store.undo();
  expect(bench.store.draft.size).toBe(2);
});

test("both regions may be clicked instead", () => {
  const bench = new Workbench("relation", [box("a", 100), box("b", 200, "trailer")], features);
  bench.click(120, 110);
  bench.click(220, 110);
  expect(bench.drawn()?.relation).toMatchObject({ source: "a", target: "b" });
});

test.each([
  ["a pair the ontology does not allow", 220, 120, "not_joined"],
  ["a region and itself", 120, 120, "not_joined"],
])("%s is not joined", (_, from, to, reason) => {
  const bench = new Workbench("relation", [box("a", 100), box("b", 200, "trailer")], features);
  const reasons: string[] = [];
  bench.store.subscribe((change) => {
    if (change.view) reasons.push(...(change.refused ?? []).map((one) => one.reason));
  });
  bench.click(from, 110);
  bench.click(to, 110);
  expect(bench.store.draft.size).toBe(2);
  expect(reasons).toEqual([reason]);
});

test("a pre-label that is joined is accepted, in the same gesture", () => {
  const offers = [{ bundle: 7, version: null, score: null, annotations: [box("o", 200, "trailer")] }];
  const bench = new Workbench("relation", [box("a", 100)], features, { offers });
  bench.drag(120, 110, 220, 110);
  expect([...bench.store.draft.listed()].map((one) => one.key).slice(0, 2)).toEqual(["a", "o"]);
  expect(bench.drawn()?.relation).toMatchObject({ source: "a", target: "o" });
  bench.store.undo();
  expect(bench.store.draft.size).toBe(1);
});

test("an arrow that ends nowhere is nothing", () => {
  const bench = new Workbench("relation", [box("a", 100)], features);
  bench.drag(120, 110, 300, 250);
  expect(bench.store.draft.size).toBe(1);
});
