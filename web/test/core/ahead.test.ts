import { describe, expect, it } from "vitest";
import type { Beginning, WholeLabel, WholeTask } from "../../src/api/gen";
import { Ahead } from "../../src/core/ahead";
import { OntologyIndex } from "../../src/core/ontology";

const ONTOLOGY = new OntologyIndex({ features: [{ kind: "box", name: "car" }] } as never);
const CAR = {
  key: "car",
  kind: "object",
  feature: "car",
  geometry: { type: "box", left: 1, top: 2, width: 3, height: 4 },
} as const;

function task(id: number, ...labels: { id: string; version: number }[]): WholeTask {
  return { id, labels } as unknown as WholeTask;
}

function beginning(id: number, label: string | null = null): Beginning {
  const about = { data_row: "row", label, is_outdated: false, offers: [], rejected: [], withheld: null };
  return { ...about, state: `state of ${id}`, task: id, annotations: [{ ...CAR }] };
}

/** A lookout whose answers come when they are let go. */
function lookout(label: string | null = null) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const ahead = new Ahead({
    beginning: ({ id }) => {
      asked.push(id);
      return new Promise((done) => waiting.push(() => done(beginning(id, label))));
    },
    labels: async ({ labels }) =>
      labels.map(
        ({ id, version }) => ({ id, version, author: null, annotations: [CAR] }) as unknown as WholeLabel,
      ),
    idle: async () => undefined,
  });
  return { ahead, asked, answer: () => waiting.shift()?.() };
}

async function ready(of: WholeTask, label: string | null = null): Promise<Ahead> {
  const { ahead, answer } = lookout(label);
  const preparing = ahead.prepare(of, ONTOLOGY);
  answer();
  await preparing;
  return ahead;
}

describe("what comes next", () => {
  it("is there with everything in its store when its turn comes", async () => {
    const ahead = await ready(task(2));
    const prepared = ahead.take(task(2));
    expect(prepared?.beginning.state).toBe("state of 2");
    expect(prepared?.store.get("draft", "car")?.geometry).toEqual(CAR.geometry);
    expect(prepared?.store.hasUnsaved).toBe(false);
  });

  it("is used once: a store belongs to one sitting", async () => {
    const ahead = await ready(task(2));
    ahead.take(task(2));
    expect(ahead.take(task(2))).toBeNull();
  });

  it("is nothing when another task is handed out, and is not kept for later either", async () => {
    const ahead = await ready(task(2));
    expect(ahead.take(task(3))).toBeNull();
    expect(ahead.take(task(2))).toBeNull();
  });

  it("is nothing when somebody has made a label of it meanwhile", async () => {
    const ahead = await ready(task(2));
    expect(ahead.take(task(2, { id: "a", version: 1 }))).toBeNull();
  });

  it("is nothing when a label of it has another version by now", async () => {
    const ahead = await ready(task(2, { id: "a", version: 1 }));
    expect(ahead.take(task(2, { id: "a", version: 2 }))).toBeNull();
  });

  it("has labels of people beside the draft, and hides the one it begins with", async () => {
    const said = task(2, { id: "a", version: 1 });
    const store = (await ready(said, "a")).take(said)?.store;
    expect(store?.get("label:a", "car")?.feature).toBe("car");
    expect(store?.isVisible("label:a", "car")).toBe(false);
    expect(store?.isVisible("draft", "car")).toBe(true);
  });

  it("is not asked for where an import speaks: what that says can change without a version", async () => {
    const { ahead, asked } = lookout();
    await ahead.prepare(task(2, { id: "a", version: 0 }), ONTOLOGY);
    expect(asked).toEqual([]);
    expect(ahead.take(task(2, { id: "a", version: 0 }))).toBeNull();
  });

  it("is not what was asked for before a task was opened", async () => {
    const { ahead, answer } = lookout();
    const preparing = ahead.prepare(task(2), ONTOLOGY);
    ahead.take(task(2));
    answer();
    await preparing;
    expect(ahead.take(task(2))).toBeNull();
  });

  it("is the task asked for last, whichever answer comes last", async () => {
    const { ahead, answer } = lookout();
    const first = ahead.prepare(task(2), ONTOLOGY);
    const second = ahead.prepare(task(3), ONTOLOGY);
    answer();
    answer();
    await Promise.all([first, second]);
    expect(ahead.take(task(3))?.beginning.task).toBe(3);
  });
});
