import { expect, test } from "vitest";
import { OntologyIndex } from "../../../src/core/ontology";
import type { Feature } from "../../../src/core/wire";
import { pick } from "../../../src/pages/editor/pick";
import { Workbench } from "../../engine/tools/workbench";

const features: Feature[] = [
  { name: "roof", kind: "polygon" },
  { name: "wall", kind: "polygon" },
  { name: "car", kind: "box" },
];
const ontology = new OntologyIndex({ id: "o", name: "o", media_type: "image", version: 1, features });

/** An editor in which somebody has clicked so many corners of a roof. */
function drawing(corners: number): { bench: Workbench; choose: (feature: string) => void } {
  const bench = new Workbench("polygon", [], features);
  let tool = "polygon";
  bench.store.setTool(tool);
  bench.store.setActive("roof");
  bench.store.subscribe(() => {
    if (bench.store.activeTool === tool) return;
    tool = bench.store.activeTool;
    bench.use(tool);
  });
  const clicks = [
    [10, 10],
    [90, 10],
    [90, 90],
  ] as const;
  for (const [x, y] of clicks.slice(0, corners)) bench.click(x, y);
  const choose = (feature: string): void =>
    pick({ store: bench.store, ontology }, ontology.choice(feature) ?? null);
  return { bench, choose };
}

test("a feature of the same kind, chosen while an outline is drawn, is what the outline becomes", () => {
  const { bench, choose } = drawing(2);
  choose("wall");
  bench.click(90, 90);
  bench.key("Enter");
  expect([...bench.store.draft.listed()].map((one) => one.feature)).toEqual(["wall"]);
});

test("a feature of another kind ends the outline as what it was begun for, and undo takes it away", () => {
  const { bench, choose } = drawing(3);
  choose("car");
  expect(bench.drawn()).toMatchObject({ feature: "roof", geometry: { type: "polygon" } });
  expect([bench.store.activeFeature, bench.tool.name]).toEqual(["car", "box"]);
  bench.store.undo();
  expect(bench.store.draft.size).toBe(0);
});

test("an outline of too few corners for a shape is given up by a feature of another kind", () => {
  const { bench, choose } = drawing(2);
  choose("car");
  expect(bench.store.draft.size).toBe(0);
  bench.drag(10, 10, 60, 60);
  expect(bench.drawn()).toMatchObject({ feature: "car", geometry: { type: "box" } });
});
