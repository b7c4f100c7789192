import { expect, test } from "vitest";
import { Clipboard, duplicate } from "../../../src/core/actions/clipboard";
import { removeSelected, reorderSelected, selectAll } from "../../../src/core/actions/selection";
import { box, link, loaded, rejectedIn } from "../scenes";

const size = { width: 200, height: 100 };
const refs = (...keys: string[]): Array<{ layer: "draft"; key: string }> =>
  keys.map((key) => ({ layer: "draft", key }));

test("copies lie beside what they were made from, have keys of their own, and are selected", () => {
  const store = loaded();
  store.select(refs("a"));
  const clipboard = new Clipboard();
  clipboard.copy(store);
  clipboard.paste(store, size);
  clipboard.paste(store, size);
  const lefts = [...store.draft.listed()].slice(6).map((one) => one.geometry);
  expect(lefts).toMatchObject([
    { left: 12, top: 12 },
    { left: 24, top: 24 },
  ]);
  expect(store.selection).toHaveLength(1);
  store.undo();
  store.undo();
  expect(store.draft.size).toBe(6);
});

test("relations between copied regions join the copies", () => {
  const store = loaded();
  store.select(refs("a", "b"));
  duplicate(store, size);
  const [a, b, r] = [...store.draft.listed()].slice(6);
  expect(r?.relation).toMatchObject({ source: a?.key, target: b?.key });
  expect(store.selection.map((ref) => ref.key)).toEqual([a?.key, b?.key]);
});

test("a copy of a pre-label that was accepted is nobody's copy, and a copy of a read-only region is free", () => {
  const store = loaded();
  store.select(refs("o3", "fixed"));
  duplicate(store, size);
  const copies = [...store.draft.listed()].slice(6);
  expect(copies.map((one) => [one.origin, one.readonly])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test("a copy stays within the asset", () => {
  const store = loaded({ draft: { annotations: [box("a", 188)], offers: [] } });
  store.select(refs("a"));
  duplicate(store, size);
  expect([...store.draft.listed()][1]?.geometry).toMatchObject({ left: 176, top: 12 });
});

test("deleting what is selected rejects pre-labels and deletes regions, in one gesture", () => {
  const store = loaded();
  store.select([...refs("c"), { layer: "offer:7", key: "o1" }]);
  removeSelected(store);
  expect([store.draft.has("c"), rejectedIn(store)]).toEqual([false, ["7/o1", "9/p1"]]);
  store.undo();
  expect([store.draft.has("c"), rejectedIn(store)]).toEqual([true, ["9/p1"]]);
});

test("all is every region of the draft that is shown", () => {
  const store = loaded();
  store.hide(refs("b"), true);
  selectAll(store);
  expect(store.selection.map((ref) => ref.key)).toEqual(["a", "c", "fixed", "o3"]);
});

test("one step forward passes the next region that is overlapped, and no more", () => {
  const annotations = [box("a", 0), box("far", 100), box("b", 5), box("c", 8), link("r", "a", "b")];
  const store = loaded({ draft: { annotations, offers: [] } });
  const stack = (): string => store.draft.keys.filter((key) => key !== "r" && key !== "far").join("");
  store.select(refs("a"));
  reorderSelected(store, "forward");
  expect(stack()).toBe("bac");
  reorderSelected(store, "forward");
  expect(stack()).toBe("bca");
  reorderSelected(store, "back");
  expect(stack()).toBe("abc");
  store.select(refs("c"));
  reorderSelected(store, "backward");
  expect(stack()).toBe("acb");
  reorderSelected(store, "front");
  expect(stack()).toBe("abc");
});

test("a region that is on top already goes nowhere", () => {
  const store = loaded({ draft: { annotations: [box("a", 0), box("b", 5)], offers: [] } });
  store.select(refs("b"));
  expect(reorderSelected(store, "forward")).toBe(false);
  expect(store.canUndo).toBe(false);
});
