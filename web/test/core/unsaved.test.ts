import fc from "fast-check";
import { expect, test } from "vitest";
import { accept } from "../../src/core/commands/accept";
import { move } from "../../src/core/commands/move";
import { put } from "../../src/core/commands/put";
import { reject } from "../../src/core/commands/reject";
import { remove } from "../../src/core/commands/remove";
import type { Store } from "../../src/core/store";
import { box, command, loaded, rejectedIn, source, state } from "./scenes";
import { DraftServer } from "./server";

function served(): DraftServer {
  const { draft } = source();
  const offered = draft.offers.flatMap((one) =>
    one.annotations.map((annotation) => [`${one.bundle}/${annotation.key}`, annotation] as const),
  );
  return new DraftServer(draft.annotations, new Map(offered), draft.rejected ?? []);
}

function said(annotations: Iterable<{ key?: string }>): unknown {
  const plain = [...annotations].map((one) =>
    JSON.parse(JSON.stringify(one, (_, value) => value ?? undefined)),
  );
  return plain
    .sort((one, other) => one.key.localeCompare(other.key))
    .map(({ origin, ...rest }) => ({
      ...rest,
      from: origin && `${origin.bundle_id}/${origin.key}`,
    }));
}

const step = fc.oneof(
  command.map((one) => (store: Store) => void store.apply(one)),
  fc.constant((store: Store) => void store.undo()),
  fc.constant((store: Store) => void store.redo()),
  fc.constant("save" as const),
  fc.constant("fail" as const),
  fc.constant("start" as const),
);

test("patches applied by the server make its draft that of the browser, whenever they are sent", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const store = loaded();
      const server = served();
      const save = (): void => {
        const batch = store.takePatches();
        if (!batch) return;
        server.apply(batch.patches);
        store.settled(batch);
      };
      for (const one of steps) {
        if (one === "save") save();
        else if (one === "start") store.takePatches();
        else if (one === "fail") {
          const batch = store.takePatches();
          if (batch) store.returned(batch);
        } else one(store);
      }
      save();
      save();
      expect(store.hasUnsaved).toBe(false);
      expect(said(server.annotations.values())).toEqual(said(store.draft.values()));
      expect([...server.rejected].sort()).toEqual(rejectedIn(store));
    }),
    { numRuns: 300 },
  );
});

test("what was kept is put back on the draft of the server, whether or not it had arrived", () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 10 }), fc.boolean(), (some, hasArrived) => {
      const store = loaded();
      const server = served();
      for (const one of some.slice(0, 5)) store.apply(one);
      const batch = store.takePatches();
      for (const one of some.slice(5)) store.apply(one);
      const outbox = JSON.parse(JSON.stringify(store.outbox()));
      if (batch && hasArrived) server.apply(batch.patches);
      const rejected = [...server.rejected].map((name) => ({ bundle: Number(name[0]), key: name.slice(2) }));
      const again = loaded({
        draft: { ...source().draft, annotations: [...server.annotations.values()], rejected },
      });
      again.patchesFrom(outbox);
      expect(said(again.draft.values())).toEqual(said(store.draft.values()));
      expect(rejectedIn(again)).toEqual(rejectedIn(store));
      expect(again.canUndo).toBe(false);
    }),
  );
});

test("what was done and undone is nothing to send", () => {
  const store = loaded();
  store.apply(accept("offer:7", ["o1", "o2"]));
  expect(store.hasUnsaved).toBe(true);
  store.undo();
  expect([store.hasUnsaved, store.takePatches()]).toEqual([false, null]);
});

test("a region changed many times is one patch", () => {
  const store = loaded();
  for (let no = 0; no < 50; no += 1) store.apply(move([{ layer: "draft", key: "a" }], 1, 0));
  expect(store.takePatches()?.patches).toMatchObject([
    { op: "put", annotation: { key: "a", geometry: { left: 50 } } },
  ]);
});

test("a request is the same until it is settled, and what is done meanwhile waits for the next", () => {
  const store = loaded();
  store.apply(put(box("n1")));
  const first = store.takePatches();
  store.apply(put(box("n2")));
  expect(store.takePatches()).toBe(first);
  if (first) store.settled(first);
  const second = store.takePatches();
  expect(second?.patches).toMatchObject([{ op: "put", annotation: { key: "n2" } }]);
  expect(second?.id).not.toBe(first?.id);
});

test("a change during a request is sent after it, from what the request said", () => {
  const store = loaded();
  store.apply(move([{ layer: "draft", key: "a" }], 1, 0));
  const first = store.takePatches();
  store.undo();
  if (first) store.settled(first);
  expect(store.takePatches()?.patches).toMatchObject([
    { op: "put", annotation: { key: "a", geometry: { left: 0 } } },
  ]);
});

test("deleting a copy sends its removal and then the rejection", () => {
  const store = loaded();
  store.apply(remove(["o3"]));
  expect(store.takePatches()?.patches).toEqual([
    { op: "remove", key: "o3" },
    { op: "reject", offered: { bundle: 7, key: "o3" } },
  ]);
});

test("undoing an accepted read-only pre-label takes the decision back, since nobody may remove it", () => {
  const store = loaded();
  store.apply(accept("offer:7", ["of"]));
  const batch = store.takePatches();
  if (batch) store.settled(batch);
  store.undo();
  expect(store.takePatches()?.patches).toEqual([{ op: "restore", offered: { bundle: 7, key: "of" } }]);
});

test("an accepted pre-label names what it was made from, and no more than the server reads", () => {
  const store = loaded();
  store.apply(accept("offer:7", ["o1"]));
  const [patch] = store.takePatches()?.patches ?? [];
  expect(patch).toMatchObject({ op: "put", accepts: { bundle: 7, key: "o1" } });
  expect(patch?.op === "put" && "origin" in patch.annotation).toBe(false);
});

test("a deleted copy that was sent comes back with its lineage", () => {
  const store = loaded();
  store.apply(remove(["o3"]));
  const batch = store.takePatches();
  if (batch) store.settled(batch);
  store.undo();
  expect(store.takePatches()?.patches).toMatchObject([{ op: "put", accepts: { bundle: 7, key: "o3" } }]);
});

test("patches held back stay unsaved, and the rest goes on", () => {
  const store = loaded();
  store.apply(put(box("n1")));
  store.apply(put(box("n2")));
  const batch = store.takePatches(5000, (patch) => patch.op === "put" && patch.annotation.key === "n1");
  expect(batch?.patches).toHaveLength(1);
  if (batch) store.settled(batch);
  expect(store.hasUnsaved).toBe(true);
  expect([store.savedAt("n1"), store.savedAt("n2")?.key]).toEqual([undefined, "n2"]);
});

test("requests hold as many patches as are allowed", () => {
  const store = loaded();
  store.apply(accept("offer:7", ["or"]));
  const batch = store.takePatches(2);
  // Relations come after what they join.
  expect(batch?.patches.map((patch) => patch.op === "put" && patch.annotation.key)).toEqual(["o1", "o2"]);
  if (batch) store.settled(batch);
  expect(store.takePatches(2)?.patches).toMatchObject([{ annotation: { key: "or" } }]);
});

test("a newer draft of the server is taken over with what is unsaved on top", () => {
  const store = loaded();
  store.apply(move([{ layer: "draft", key: "a" }], 1, 0));
  store.apply(move([{ layer: "draft", key: "c" }], 2, 0));
  const { draft } = source();
  const theirs = draft.annotations.filter((one) => one.key !== "b" && one.key !== "r");
  store.adopt({
    ...draft,
    annotations: [...theirs.map((one) => (one.key === "c" ? box("c", 99) : one)), box("new")],
  });
  expect(store.get("draft", "a")?.geometry).toMatchObject({ left: 1 });
  expect(store.get("draft", "c")?.geometry).toMatchObject({ left: 42 });
  expect([store.draft.has("b"), store.draft.has("new")]).toEqual([false, true]);
  expect(store.savedAt("c")?.geometry).toMatchObject({ left: 99 });
});

test("only gestures on what others left alone can be undone after their draft was taken over", () => {
  const store = loaded();
  store.apply(move([{ layer: "draft", key: "a" }], 1, 0));
  store.apply(move([{ layer: "draft", key: "c" }], 2, 0));
  const { draft } = source();
  store.adopt({
    ...draft,
    annotations: draft.annotations.map((one) => (one.key === "c" ? box("c", 99) : one)),
  });
  store.undo();
  expect(store.get("draft", "a")?.geometry).toMatchObject({ left: 0 });
  expect(store.canUndo).toBe(false);
});

test("a draft that says what was saved here leaves everything as it was", () => {
  const store = loaded();
  const server = served();
  store.apply(accept("offer:7", ["o1"]));
  store.apply(reject("offer:7", ["o2"]));
  const batch = store.takePatches();
  server.apply(batch?.patches ?? []);
  const before = state(store);
  const rejected = [...server.rejected].map((name) => ({ bundle: Number(name[0]), key: name.slice(2) }));
  store.adopt({ ...source().draft, annotations: [...server.annotations.values()], rejected });
  expect(said(store.draft.values())).toEqual(said((before as { draft: Iterable<{ key?: string }> }).draft));
  store.undo();
  store.undo();
  expect(store.draft.has("o1")).toBe(false);
});
