import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { put } from "../../src/core/commands/put";
import { remove } from "../../src/core/commands/remove";
import { PassingOutbox } from "../../src/core/outbox";
import { Store } from "../../src/core/store";
import { PAUSE, Sync } from "../../src/core/sync";
import type { Annotation } from "../../src/core/wire";
import { bookOf } from "../../src/pages/editor/session";
import { PaperServer } from "./paper-server";

function box(key: string, left: number, feature = "car"): Annotation {
  return { key, kind: "object", feature, geometry: { type: "box", left, top: 0, width: 10, height: 10 } };
}

function leftOf(annotation: Annotation | null | undefined): number | null {
  return annotation?.geometry?.type === "box" ? annotation.geometry.left : null;
}

/** A window: a store and a sync on the same server and outbox as others. */
function open(server: PaperServer, outbox: PassingOutbox, name = "w1") {
  const store = new Store();
  const draft = server.draft();
  store.load({ draft }, null);
  const sender = { window: name, user: "u1", project: "p1", task: 1, title: "north.png" };
  const sync = new Sync({ draft, book: bookOf(store), wire: server, outbox, sender });
  store.subscribe((change) => {
    if ("layer" in change && change.cause !== "load" && change.cause !== "saved") sync.note();
  });
  const lefts = () => [...store.draft.listed()].map((one) => leftOf(one));
  return { store, sync, lefts };
}

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

describe("a sync", () => {
  let server: PaperServer;
  let outbox: PassingOutbox;
  beforeEach(() => {
    vi.useFakeTimers();
    server = new PaperServer();
    server.annotations.set("a", box("a", 0));
    outbox = new PassingOutbox();
  });
  afterEach(() => vi.useRealTimers());

  it("sends what was done in a row as one request after a pause", async () => {
    const { store, sync } = open(server, outbox);
    store.apply(put(box("a", 1)));
    store.apply(put(box("a", 2)));
    store.apply(put(box("b", 3)));
    await pass(PAUSE - 1);
    expect(server.requests).toHaveLength(0);
    await pass(1);
    expect(server.requests.map((one) => one.patches.length)).toEqual([2]);
    expect(sync.view.phase).toBe("saved");
    expect(sync.version).toBe(2);
  });

  it("waits for no pause for longer than five seconds", async () => {
    const { store } = open(server, outbox);
    for (let at = 0; at < 12; at += 1) {
      store.apply(put(box("a", at + 1)));
      await pass(500);
    }
    expect(server.requests.length).toBeGreaterThan(0);
  });

  it("sends nothing for what was done and undone", async () => {
    const { store, sync } = open(server, outbox);
    store.apply(put(box("a", 5)));
    store.undo();
    await pass(PAUSE);
    expect(server.requests).toEqual([]);
    expect(sync.view.phase).toBe("saved");
  });

  it("keeps work before it is sent, and forgets it once the server has it", async () => {
    const { store } = open(server, outbox);
    server.isDown = true;
    store.apply(put(box("b", 7)));
    await pass(0);
    expect((await outbox.list("u1")).map((one) => one.changes)).toEqual([1]);
    server.isDown = false;
    await pass(PAUSE);
    expect(await outbox.list("u1")).toEqual([]);
  });

  it("shows kept work to nobody else", async () => {
    const { store } = open(server, outbox);
    server.isDown = true;
    store.apply(put(box("b", 7)));
    await pass(0);
    expect(await outbox.list("u2")).toEqual([]);
  });

  it("goes on when the server is back, without being asked", async () => {
    const { store, sync } = open(server, outbox);
    server.isDown = true;
    store.apply(put(box("b", 7)));
    await pass(PAUSE);
    expect([sync.view.phase, sync.view.waiting]).toEqual(["offline", 1]);
    server.isDown = false;
    await pass(15_000);
    expect(sync.view.phase).toBe("saved");
    expect([...server.annotations.keys()]).toEqual(["a", "b"]);
  });

  it("sends the same request again when its answer was lost, and the server applies it once", async () => {
    const { store, sync } = open(server, outbox);
    server.isDeaf = true;
    store.apply(put(box("b", 7)));
    await pass(PAUSE);
    expect(sync.view.phase).toBe("offline");
    await pass(15_000);
    const [first, second] = server.requests;
    expect(second?.patch_id).toBe(first?.patch_id);
    expect([server.version, sync.version, sync.view.phase]).toEqual([2, 2, "saved"]);
  });

  it("takes up in another window what a closed one left", async () => {
    const first = open(server, outbox, "w1");
    server.isDown = true;
    first.store.apply(put(box("b", 7)));
    first.store.apply(remove(["a"]));
    await pass(0);
    first.sync.close();
    server.isDown = false;
    const second = open(server, outbox, "w2");
    await second.sync.resume(await outbox.list("u1"));
    expect(second.lefts()).toEqual([7]);
    await pass(PAUSE);
    expect([...server.annotations.keys()]).toEqual(["b"]);
    expect(await outbox.list("u1")).toEqual([]);
  });

  it("takes up in the next draft of a task what was made in one that is gone", async () => {
    const first = open(server, outbox, "w1");
    server.isDown = true;
    first.store.apply(put(box("b", 7)));
    await pass(0);
    const [parcel] = await outbox.list("u1");
    if (!parcel) throw new Error("nothing was kept");
    first.sync.close();
    await outbox.drop(parcel.draft, parcel.window);
    await outbox.keep({ ...parcel, draft: "submitted elsewhere" });
    server.isDown = false;
    const second = open(server, outbox, "w1");
    await second.sync.resume(await outbox.list("u1"));
    await pass(PAUSE);
    expect([...server.annotations.keys()]).toEqual(["a", "b"]);
    expect(await outbox.list("u1")).toEqual([]);
  });

  it("takes nothing up twice when the closed window's request had arrived", async () => {
    const first = open(server, outbox, "w1");
    server.isDeaf = true;
    first.store.apply(put(box("b", 7)));
    await pass(PAUSE);
    first.sync.close();
    const second = open(server, outbox, "w2");
    await second.sync.resume(await outbox.list("u1"));
    await pass(PAUSE);
    expect(second.sync.view.phase).toBe("saved");
    expect(server.version).toBe(2);
    expect(await outbox.list("u1")).toEqual([]);
  });

  it("puts together what two windows did to different regions, without asking", async () => {
    const { store, sync, lefts } = open(server, outbox);
    server.elsewhere("c", box("c", 30));
    store.apply(put(box("b", 20)));
    await pass(PAUSE);
    expect(sync.view.phase).toBe("saved");
    expect(lefts().sort((a, b) => Number(a) - Number(b))).toEqual([0, 20, 30]);
    expect([...server.annotations.keys()].sort()).toEqual(["a", "b", "c"]);
  });

  it("asks where two windows changed the same region, and sends nothing of it until then", async () => {
    const { store, sync } = open(server, outbox);
    server.elsewhere("a", box("a", 50));
    store.apply(put(box("a", 40)));
    await pass(PAUSE);
    expect(sync.view.phase).toBe("conflict");
    const [difference] = sync.view.differences;
    expect(leftOf(difference?.mine)).toBe(40);
    expect(leftOf(difference?.theirs)).toBe(50);
    await pass(60_000);
    expect(leftOf(server.annotations.get("a"))).toBe(50);
  });

  it.each([
    ["mine", 40],
    ["theirs", 50],
  ] as const)("keeps %s when that is chosen", async (side, left) => {
    const { store, sync, lefts } = open(server, outbox);
    server.elsewhere("a", box("a", 50));
    store.apply(put(box("a", 40)));
    await pass(PAUSE);
    sync.resolve(new Map([["a", side]]));
    await pass(PAUSE);
    expect(sync.view.phase).toBe("saved");
    expect(lefts()).toEqual([left]);
    expect(leftOf(server.annotations.get("a"))).toBe(left);
  });

  it("asks when a closed window's work meets what was changed since", async () => {
    const first = open(server, outbox, "w1");
    server.isDown = true;
    first.store.apply(put(box("a", 40)));
    await pass(0);
    first.sync.close();
    server.isDown = false;
    server.elsewhere("a", box("a", 50));
    const second = open(server, outbox, "w2");
    await second.sync.resume(await outbox.list("u1"));
    expect(second.sync.view.phase).toBe("conflict");
  });

  it("asks about a region that was deleted elsewhere and changed here", async () => {
    const { store, sync } = open(server, outbox);
    server.elsewhere("a", null);
    store.apply(put(box("a", 40)));
    await pass(PAUSE);
    expect(sync.view.differences.map((one) => one.theirs)).toEqual([null]);
    sync.resolve(new Map([["a", "theirs"]]));
    await pass(PAUSE);
    expect(store.draft.size).toBe(0);
    expect(server.annotations.size).toBe(0);
  });

  it("holds back what the server refuses, saves everything else, and says what is wrong with it", async () => {
    const { store, sync } = open(server, outbox);
    store.apply(put(box("b", 1, server.forbidden)));
    store.apply(put(box("c", 2)));
    await pass(PAUSE);
    expect([...server.annotations.keys()]).toEqual(["a", "c"]);
    expect(sync.view.phase).toBe("refused");
    expect(sync.view.refused.get("b")?.map((one) => one.message)).toEqual(["no such feature"]);
    expect((await outbox.list("u1")).map((one) => one.changes)).toEqual([1]);
  });

  it("tries what was refused again once it is changed", async () => {
    const { store, sync } = open(server, outbox);
    store.apply(put(box("b", 1, server.forbidden)));
    await pass(PAUSE);
    store.apply(put(box("b", 1)));
    await pass(PAUSE);
    expect(sync.view.phase).toBe("saved");
    expect(sync.view.refused.size).toBe(0);
  });

  it("does not say that all is well to whoever wants to submit while something is refused", async () => {
    const { store, sync } = open(server, outbox);
    store.apply(put(box("b", 1, server.forbidden)));
    await expect(sync.flush()).rejects.toThrow("no such feature");
    store.apply(remove(["b"]));
    await expect(sync.flush()).resolves.toBeUndefined();
  });

  it("forgets kept work when the draft is submitted", async () => {
    const { store, sync } = open(server, outbox);
    server.isDown = true;
    store.apply(put(box("b", 7)));
    await pass(0);
    await sync.end();
    expect(await outbox.list("u1")).toEqual([]);
    await pass(60_000);
    expect(server.requests).toEqual([]);
  });
});
