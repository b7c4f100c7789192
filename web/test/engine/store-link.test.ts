import { expect, test } from "vitest";
import { put } from "../../src/core/commands/put";
import { remove } from "../../src/core/commands/remove";
import { Store } from "../../src/core/store";
import type { Annotation, OfferedBundle } from "../../src/core/wire";
import { Relations } from "../../src/engine/relations";
import { Scene } from "../../src/engine/scene";
import { StoreLink } from "../../src/engine/store-link";

function box(key: string, left: number, more: Partial<Annotation> = {}): Annotation {
  const geometry = { type: "box", left, top: 0, width: 10, height: 10 } as const;
  return { key, kind: "object", feature: "car", geometry, ...more };
}

function linked(annotations: Annotation[], offers: Annotation[] = []) {
  const store = new Store();
  store.load({
    draft: {
      annotations,
      offers: [{ bundle: 1, version: "m", score: null, annotations: offers } as OfferedBundle],
    },
  });
  const told: string[] = [];
  const scene = new Scene();
  const relations = new Relations();
  const link = new StoreLink(store, scene, relations, {
    shapes: () => told.push("shapes"),
    everything: () => told.push("everything"),
    overlay: () => told.push("overlay"),
    drawing: () => told.push("drawing"),
  });
  link.settle();
  told.length = 0;
  return { store, scene, relations, link, told };
}

const keys = (scene: Scene): string[] =>
  scene
    .search(-1e6, -1e6, 1e6, 1e6)
    .map((slot) => `${scene.refAt(slot).layer}/${scene.refAt(slot).key}`)
    .sort();

test("a scene begins with every layer of the store", () => {
  const { scene } = linked([box("a", 0)], [box("b", 0)]);
  expect(keys(scene)).toEqual(["draft/a", "offer:1/b"]);
});

test("a command changes only the boxes of what it touched", () => {
  const { store, scene, told } = linked([box("a", 0), box("b", 500)]);
  store.apply(put(box("a", 100)));
  expect(told).toEqual(["shapes"]);
  expect(scene.dirty.map(({ left }) => left)).toEqual([0, 100]);
});

test("what is half drawn is ended before whoever asks for it goes on", () => {
  const { store, told } = linked([box("a", 0)]);
  store.endDrawing();
  expect(told).toEqual(["drawing"]);
});

test("undoing a command brings back what it removed, where it lay", () => {
  const { store, scene } = linked([box("a", 0), box("b", 0)]);
  store.apply(remove(["a"]));
  expect(keys(scene)).toEqual(["draft/b"]);
  store.undo();
  expect(keys(scene)).toEqual(["draft/a", "draft/b"]);
  const rank = (key: string): number => scene.rank[scene.slotOf("draft", key) ?? -1] ?? NaN;
  expect(rank("a")).toBeLessThan(rank("b"));
});

test("what is selected or pointed at concerns only the overlay", () => {
  const { store, told } = linked([box("a", 0)]);
  store.select([{ layer: "draft", key: "a" }]);
  store.setHover({ layer: "draft", key: "a" });
  expect(told).toEqual(["overlay", "overlay"]);
});

test("pre-labels that score too little are not found while the limit is above them", () => {
  const { store, scene, told } = linked(
    [],
    [box("sure", 0, { confidence: 0.9 }), box("unsure", 50, { confidence: 0.2 })],
  );
  store.setMinScore(0.5);
  expect(told).toEqual(["everything"]);
  expect(keys(scene)).toEqual(["offer:1/sure"]);
  store.setMinScore(0);
  expect(keys(scene)).toEqual(["offer:1/sure", "offer:1/unsure"]);
});

test("another task's annotations replace those of the one before", () => {
  const { store, scene, link } = linked([box("a", 0)]);
  store.load({ draft: { annotations: [box("z", 0)], offers: [] } });
  link.settle();
  expect(keys(scene)).toEqual(["draft/z"]);
});

test("only what belongs to what is looked at is taken in", () => {
  const { store, scene, link } = linked([
    box("one", 0, { target: { page: 1 } }),
    box("two", 0, { target: { page: 2 } }),
  ]);
  link.belongs = (annotation) => annotation.target?.page === 2;
  link.reload();
  link.settle();
  expect(keys(scene)).toEqual(["draft/two"]);
  store.apply(put(box("three", 0, { target: { page: 1 } })));
  expect(keys(scene)).toEqual(["draft/two"]);
});

test("a relationship joins the shapes it names, and is gone with one of them", () => {
  const relation: Annotation = {
    key: "r",
    kind: "relationship",
    feature: "of",
    relation: { source: "a", target: "b" },
  };
  const { store, scene, relations } = linked([box("a", 0), box("b", 100), relation]);
  const arrows = () => [...relations.arrows(scene, (slot) => scene.boxAt(slot))];
  // From the right side of one to the left side of the other, half way down both.
  expect(arrows().map(({ from, to }) => [from, to])).toEqual([
    [
      [10, 5],
      [100, 5],
    ],
  ]);
  store.apply(remove(["b"]));
  expect(arrows()).toEqual([]);
});

test("after closing, a store is not followed any more", () => {
  const { store, scene, link } = linked([box("a", 0)]);
  link.close();
  store.apply(put(box("b", 0)));
  expect(keys(scene)).toEqual(["draft/a"]);
});
