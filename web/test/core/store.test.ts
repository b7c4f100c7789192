import fc from "fast-check";
import { expect, test } from "vitest";
import { accept, acceptAbove } from "../../src/core/commands/accept";
import { edit } from "../../src/core/commands/edit";
import { group } from "../../src/core/commands/group";
import { move } from "../../src/core/commands/move";
import { put } from "../../src/core/commands/put";
import { reject } from "../../src/core/commands/reject";
import { remove } from "../../src/core/commands/remove";
import type { Change, Store } from "../../src/core/store";
import { box, command, commands, loaded, rejectedIn, source, state } from "./scenes";

test("undoing everything leads back to where it began, and redoing it all leads forth again", () => {
  fc.assert(
    fc.property(commands, (some) => {
      const store = loaded();
      const states = [state(store)];
      for (const one of some) if (store.apply(one).isDone) states.push(state(store));
      for (let no = states.length - 2; no >= 0; no -= 1) {
        store.undo();
        expect(state(store)).toEqual(states[no]);
      }
      expect(store.canUndo).toBe(false);
      for (const expected of states.slice(1)) {
        store.redo();
        expect(state(store)).toEqual(expected);
      }
      expect(store.canRedo).toBe(false);
    }),
  );
});

test("a command after an undo forgets what was undone", () => {
  fc.assert(
    fc.property(commands, command, (some, last) => {
      const store = loaded();
      for (const one of some) store.apply(one);
      store.undo();
      if (store.apply(last).isDone) expect(store.canRedo).toBe(false);
    }),
  );
});

test("a group is one entry of the history", () => {
  const store = loaded();
  const before = state(store);
  store.apply(group("Both", [put(box("n1")), move([{ layer: "draft", key: "n1" }], 5, 0)]));
  expect(store.get("draft", "n1")?.geometry).toMatchObject({ left: 5 });
  expect(store.undoTitle).toBe("Both");
  store.undo();
  expect(state(store)).toEqual(before);
});

test("commands in a row with one mark are undone together, until the row is sealed", () => {
  const store = loaded();
  const nudge = move([{ layer: "draft", key: "a" }], 1, 0);
  store.apply(nudge, "nudge");
  store.apply(nudge, "nudge");
  store.seal();
  store.apply(nudge, "nudge");
  store.undo();
  expect(store.get("draft", "a")?.geometry).toMatchObject({ left: 2 });
  store.undo();
  expect(store.get("draft", "a")?.geometry).toMatchObject({ left: 0 });
});

test("removing a region removes the relations that end at it, and undo brings both back", () => {
  const store = loaded();
  store.apply(remove(["a"]));
  expect([store.get("draft", "a"), store.get("draft", "r")]).toEqual([undefined, undefined]);
  store.undo();
  expect([...store.draft.listed()].map((one) => one.key)).toEqual(["a", "b", "r", "c", "fixed", "o3"]);
});

test("a read-only region refuses to be changed, moved and removed, and says why", () => {
  const store = loaded();
  const told: Change[] = [];
  store.subscribe((change) => told.push(change));
  const before = state(store);
  const ref = { layer: "draft", key: "fixed" } as const;
  for (const one of [
    edit(ref, box("fixed", 1)),
    move([ref], 3, 3),
    remove(["fixed"]),
    put(box("fixed", 2)),
  ]) {
    const { isDone, refused } = store.apply(one);
    expect(isDone).toBe(false);
    expect(refused.map((refusal) => [refusal.key, refusal.reason])).toEqual([["fixed", "readonly"]]);
    expect(refused[0]?.message).toBeTruthy();
  }
  expect(state(store)).toEqual(before);
  expect(told.map((change) => change.view && change.refused?.[0]?.key)).toEqual(Array(4).fill("fixed"));
});

test("what may be moved moves though something read-only is moved with it", () => {
  const store = loaded();
  const refs = ["a", "fixed"].map((key) => ({ layer: "draft", key }) as const);
  const { isDone, refused } = store.apply(move(refs, 3, 0));
  expect([isDone, refused.length]).toEqual([true, 1]);
  expect(store.get("draft", "a")?.geometry).toMatchObject({ left: 3 });
});

test("a region locked by hand refuses edits until it is unlocked", () => {
  const store = loaded();
  const ref = { layer: "draft", key: "a" } as const;
  store.lock([ref], true);
  expect(store.apply(move([ref], 1, 0)).refused[0]?.reason).toBe("locked");
  store.lock([ref], false);
  expect(store.apply(move([ref], 1, 0)).isDone).toBe(true);
});

test("a submitted label is only looked at", () => {
  const store = loaded();
  expect(store.apply(move([{ layer: "label:L", key: "a" }], 1, 0)).refused[0]?.reason).toBe("not_editable");
});

test("editing a pre-label accepts a changed copy of it, in one gesture", () => {
  const store = loaded();
  const before = state(store);
  store.select([{ layer: "offer:7", key: "o1" }]);
  store.apply(move([{ layer: "offer:7", key: "o1" }], 7, 0));
  const copy = store.get("draft", "o1");
  expect(copy?.geometry).toMatchObject({ left: 107 });
  expect(copy?.origin).toMatchObject({ bundle_id: 7, key: "o1", score: 0.9 });
  expect(copy?.confidence).toBeNull();
  expect(store.get("offer:7", "o1")?.geometry).toMatchObject({ left: 100 });
  expect(store.isVisible("offer:7", "o1")).toBe(false);
  expect(store.selection).toEqual([{ layer: "draft", key: "o1" }]);
  store.undo();
  expect(state(store)).toEqual(before);
  expect(store.isVisible("offer:7", "o1")).toBe(true);
});

test("a copy gets another key where the draft has used that of the pre-label", () => {
  const store = loaded();
  store.apply(accept("offer:7", ["a"]));
  const copies = [...store.draft.values()].filter((one) => one.origin?.key === "a");
  expect(copies).toHaveLength(1);
  expect(copies[0]?.key).not.toBe("a");
  expect(store.get("draft", "a")?.geometry).toMatchObject({ left: 0 });
});

test("accepting a relation accepts what it joins, and joins the copies", () => {
  const store = loaded();
  store.apply(accept("offer:7", ["or"]));
  expect(["o1", "o2", "or"].map((key) => store.draft.has(key))).toEqual([true, true, true]);
  expect(store.get("draft", "or")?.relation).toMatchObject({ source: "o1", target: "o2" });
});

test("accepting all above a score takes what is undecided, of one feature where one is named, in one gesture", () => {
  const store = loaded();
  store.apply(acceptAbove("offer:7", 0.5, "car"));
  const copies = [...store.draft.values()].filter((one) => one.origin).map((one) => one.origin?.key);
  // o3 was accepted before, o2 is a van and below, or is a relation of another feature, of counts as certain.
  expect(copies.sort()).toEqual(["a", "o1", "o3", "of"]);
  store.undo();
  expect([...store.draft.values()].filter((one) => one.origin)).toHaveLength(1);
});

test("a read-only pre-label can be accepted, but not changed on the way", () => {
  const store = loaded();
  expect(store.apply(move([{ layer: "offer:7", key: "of" }], 1, 0)).refused[0]?.reason).toBe("readonly");
  expect(store.apply(accept("offer:7", ["of"])).isDone).toBe(true);
  expect(store.get("draft", "of")?.readonly).toBe(true);
});

test("rejecting is remembered, hides the pre-label and takes its copy out", () => {
  const store = loaded();
  store.apply(reject("offer:7", ["o1", "o3"]));
  expect(rejectedIn(store)).toEqual(["7/o1", "7/o3", "9/p1"]);
  expect(store.draft.has("o3")).toBe(false);
  expect(store.isVisible("offer:7", "o1")).toBe(false);
});

test("deleting the copy of a pre-label rejects it", () => {
  const store = loaded();
  store.apply(remove(["o3"]));
  expect(rejectedIn(store)).toEqual(["7/o3", "9/p1"]);
});

test("accepting what was rejected takes the rejection back", () => {
  const store = loaded();
  store.apply(accept("offer:9", ["p1"]));
  expect(rejectedIn(store)).toEqual([]);
  store.undo();
  expect(rejectedIn(store)).toEqual(["9/p1"]);
});

test("a decision tells of the pre-label as well as of the draft", () => {
  const store = loaded();
  const told: unknown[] = [];
  store.subscribe((change) => {
    if (!change.view) told.push([change.layer, change.put, change.cause]);
  });
  store.apply(accept("offer:7", ["o1"]));
  expect(told).toEqual([
    ["draft", ["o1"], "command"],
    ["offer:7", ["o1"], "command"],
  ]);
});

test("annotations are frozen, so that nobody can change one behind the store", () => {
  const store = loaded();
  const geometry = store.get("draft", "a")?.geometry as { left: number };
  expect(() => {
    geometry.left = 4;
  }).toThrow(TypeError);
});

test("what its source hides starts hidden, and a copy made of it too", () => {
  const from = source();
  const store = loaded({ draft: { ...from.draft, annotations: [box("h", 0, { hidden: true }), box("v")] } });
  expect([store.isVisible("draft", "h"), store.isVisible("draft", "v")]).toEqual([false, true]);
  store.hide([{ layer: "draft", key: "h" }], false);
  expect(store.isVisible("draft", "h")).toBe(true);
});

test("pre-labels below the least score are not shown, those without a score count as certain", () => {
  const store = loaded();
  store.setMinScore(0.5);
  const shown = (key: string): boolean => store.isVisible("offer:7", key);
  expect([shown("o1"), shown("o2"), shown("of")]).toEqual([true, false, true]);
});

test("hiding works for all, a layer, a feature and a region", () => {
  const store = loaded();
  const shown = (): boolean => store.isVisible("draft", "c");
  const ways: Array<(store: Store, isHidden: boolean) => void> = [
    (one, isHidden) => one.hideAll(isHidden),
    (one, isHidden) => one.hideLayer("draft", isHidden),
    (one, isHidden) => one.hideFeature("car", isHidden),
    (one, isHidden) => one.hide([{ layer: "draft", key: "c" }], isHidden),
  ];
  for (const way of ways) {
    way(store, true);
    expect(shown()).toBe(false);
    way(store, false);
    expect(shown()).toBe(true);
  }
});

test("a change counts the version up and reaches every listener until it leaves", () => {
  const store = loaded();
  let heard = 0;
  const leave = store.subscribe(() => {
    heard += 1;
  });
  const before = store.version;
  store.setHover({ layer: "draft", key: "a" });
  store.setHover({ layer: "draft", key: "a" });
  expect([store.version - before, heard]).toEqual([1, 1]);
  leave();
  store.setHover(null);
  expect(heard).toBe(1);
});

test("what is gone is neither selected nor hovered", () => {
  const store = loaded();
  const ref = { layer: "draft", key: "n1" } as const;
  store.apply(put(box("n1")));
  store.select([ref]);
  store.setHover(ref);
  store.undo();
  expect([store.selection, store.hover]).toEqual([[], null]);
});
