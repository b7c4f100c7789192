import { expect, test } from "vitest";
import type { Annotation } from "../../src/core/wire";
import { Scene } from "../../src/engine/scene";

function box(key: string, left: number, top = 0): Annotation {
  return { key, kind: "object", feature: "car", geometry: { type: "box", left, top, width: 10, height: 10 } };
}

function keys(scene: Scene, slots: readonly number[]): string[] {
  return slots.map((slot) => scene.refAt(slot).key).sort();
}

test("what has a geometry on the plane can be found, and the rest has no place", () => {
  const scene = new Scene();
  const answer: Annotation = { key: "q", kind: "classification" };
  const span = { key: "s", geometry: { type: "text_span", start: 0, end: 3 } } as never;
  const percent: Annotation = {
    key: "p",
    geometry: { type: "box", left: 0, top: 0, width: 1, height: 1, unit: "percent" },
  };
  scene.load([["draft", [box("a", 0), answer, span, percent]]]);
  expect(scene.size).toBe(1);
  expect(keys(scene, scene.search(0, 0, 100, 100))).toEqual(["a"]);
});

test("a changed annotation is found where it lies now, and both places are out of date", () => {
  const scene = new Scene();
  scene.load([["draft", [box("a", 0), box("b", 50)]]]);
  scene.put("draft", box("a", 200));
  expect(keys(scene, scene.search(0, 0, 20, 20))).toEqual([]);
  expect(keys(scene, scene.search(200, 0, 205, 5))).toEqual(["a"]);
  expect(scene.dirty).toEqual([
    { left: 0, top: 0, right: 10, bottom: 10 },
    { left: 200, top: 0, right: 210, bottom: 10 },
  ]);
});

test("a removed annotation is not found, and its slot serves another", () => {
  const scene = new Scene();
  scene.load([["draft", [box("a", 0), box("b", 50)]]]);
  const slot = scene.slotOf("draft", "a");
  scene.remove("draft", "a");
  expect(keys(scene, scene.search(-1000, -1000, 1000, 1000))).toEqual(["b"]);
  scene.put("draft", box("c", 0));
  expect(scene.slotOf("draft", "c")).toBe(slot);
  expect(keys(scene, scene.search(0, 0, 5, 5))).toEqual(["c"]);
});

test("an annotation that loses its geometry is not found any more", () => {
  const scene = new Scene();
  scene.load([["draft", [box("a", 0)]]]);
  scene.put("draft", { key: "a", kind: "object" });
  expect(scene.search(0, 0, 20, 20)).toEqual([]);
});

test("a later annotation lies above an earlier one, and any of a higher layer above all of a lower", () => {
  const scene = new Scene();
  scene.load([
    ["label:x", [box("low", 0), box("low too", 0)]],
    ["draft", [box("high", 0)]],
  ]);
  scene.put("label:x", box("new below", 0));
  const rank = (layer: "draft" | "label:x", key: string): number =>
    scene.rank[scene.slotOf(layer, key) ?? -1] ?? NaN;
  const order = [
    rank("label:x", "low"),
    rank("label:x", "low too"),
    rank("label:x", "new below"),
    rank("draft", "high"),
  ];
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(new Set(order).size).toBe(4);
});

test("an order taken over from the layer decides what lies above what", () => {
  const scene = new Scene();
  scene.load([["draft", [box("a", 0), box("b", 0), box("c", 0)]]]);
  scene.order("draft", ["c", "a", "b"]);
  const byRank = ["a", "b", "c"].sort(
    (one, other) =>
      (scene.rank[scene.slotOf("draft", one) ?? 0] ?? 0) -
      (scene.rank[scene.slotOf("draft", other) ?? 0] ?? 0),
  );
  expect(byRank).toEqual(["c", "a", "b"]);
});

test("the same key in two layers is two annotations", () => {
  const scene = new Scene();
  scene.load([
    ["offer:1", [box("a", 0)]],
    ["draft", [box("a", 100)]],
  ]);
  expect(scene.slotOf("draft", "a")).not.toBe(scene.slotOf("offer:1", "a"));
  expect(scene.search(0, 0, 500, 10)).toHaveLength(2);
});

test("what is not shown is not found until it is shown again", () => {
  const scene = new Scene();
  let hidden = "a";
  scene.isShown = (_, key) => key !== hidden;
  scene.load([["draft", [box("a", 0), box("b", 0)]]]);
  expect(keys(scene, scene.search(0, 0, 5, 5))).toEqual(["b"]);
  hidden = "b";
  scene.refresh();
  expect(keys(scene, scene.search(0, 0, 5, 5))).toEqual(["a"]);
});

test("more annotations than there was room for keep their bounds", () => {
  const scene = new Scene();
  scene.load([["draft", Array.from({ length: 3000 }, (_, no) => box(`k${no}`, 20 * no))]]);
  expect(keys(scene, scene.search(20 * 2999, 0, 20 * 2999 + 1, 1))).toEqual(["k2999"]);
  expect(keys(scene, scene.search(20 * 17 + 1, 0, 20 * 17 + 2, 1))).toEqual(["k17"]);
});
