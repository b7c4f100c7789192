import { describe, expect, it } from "vitest";
import { type Parcel, PassingOutbox } from "../../src/core/outbox";
import { leftBehind, sendParcels } from "../../src/core/parcels";
import type { Kept } from "../../src/core/slots";
import { PaperServer } from "./paper-server";

const here = { user: "u1", project: "p1", task: 1, window: "here" };
const nobody = async () => false;

function parcel(part: Partial<Parcel> = {}): Parcel {
  const geometry = { type: "box", left: 7, top: 0, width: 10, height: 10 } as const;
  const annotation = { key: "b", kind: "object", feature: "car", geometry } as const;
  const content = {
    inFlight: null,
    patches: [{ op: "put", annotation }],
    base: [["b", null]],
  } as unknown as Kept;
  const more = { draft: "d1", title: "north.png", version: 1, changes: 1, changedAt: 1, content };
  return { ...here, window: "closed", ...more, ...part };
}

async function outboxOf(...parcels: Parcel[]): Promise<PassingOutbox> {
  const outbox = new PassingOutbox();
  for (const one of parcels) await outbox.keep(one);
  return outbox;
}

describe("what was left behind of a task", () => {
  it("is found when its draft was submitted elsewhere and the task has another one", async () => {
    const outbox = await outboxOf(parcel({ draft: "submitted" }));
    expect((await leftBehind(outbox, here, nobody)).map((one) => one.draft)).toEqual(["submitted"]);
  });

  it("is not what belongs to other tasks, other projects, or windows that are open", async () => {
    const outbox = await outboxOf(
      parcel({ draft: "d2", task: 2 }),
      parcel({ draft: "d3", project: "p2" }),
      parcel({ draft: "d4", window: "open" }),
    );
    expect(await leftBehind(outbox, here, async (name) => name === "open")).toEqual([]);
  });

  it("is what this window itself could not send before it went on", async () => {
    const outbox = await outboxOf(parcel({ window: "here" }));
    expect(await leftBehind(outbox, here, async () => true)).toHaveLength(1);
  });
});

describe("parcels nobody works on", () => {
  it("are sent and forgotten", async () => {
    const [outbox, server] = [await outboxOf(parcel()), new PaperServer()];
    expect(await sendParcels(outbox, "u1", server, nobody)).toEqual([]);
    expect([...server.annotations.keys()]).toEqual(["b"]);
    expect(await outbox.list("u1")).toEqual([]);
  });

  it("stay when they are in somebody's hands, or refused", async () => {
    const outbox = await outboxOf(parcel({ task: 2 }), parcel({ draft: "d2", version: 9 }));
    const staying = await sendParcels(outbox, "u1", new PaperServer(), async (one) => one.task === 2);
    expect(staying.map((one) => one.draft)).toEqual(["d2"]);
    expect(await outbox.list("u1")).toHaveLength(2);
  });

  it("stay when somebody went back to the task and did more while they were sent", async () => {
    const outbox = await outboxOf(parcel());
    const server = new PaperServer();
    const wire = {
      read: () => server.read(),
      save: async (...asked: Parameters<PaperServer["save"]>) => {
        await outbox.keep(parcel({ changes: 2, changedAt: 2 }));
        return server.save(...asked);
      },
    };
    await sendParcels(outbox, "u1", wire, nobody);
    expect((await outbox.list("u1")).map((one) => one.changes)).toEqual([2]);
  });
});
