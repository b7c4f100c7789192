/**
 * Works at random on the draft of a task of a real server, through a real store, and says whether both agree in the
 * end. `tests/e2e/test_store.py` runs it: arguments are the server, a key, the project, the task and a seed.
 */

import { isSame, keyOf, type LayerId, madeFrom, type Ref } from "../../src/core/annotation";
import { accept, acceptAbove } from "../../src/core/commands/accept";
import type { Command } from "../../src/core/commands/command";
import { link } from "../../src/core/commands/link";
import { move } from "../../src/core/commands/move";
import { put } from "../../src/core/commands/put";
import { reject, restore } from "../../src/core/commands/reject";
import { remove } from "../../src/core/commands/remove";
import { reorder } from "../../src/core/commands/reorder";
import { BrushMask } from "../../src/core/masks/brush";
import { Store } from "../../src/core/store";
import type { Annotation, Draft, Shape } from "../../src/core/wire";

const [base = "", key = "", project = "", task = "", seed = "1"] = process.argv.slice(2);
let state = Number(seed);

/** A number from 0 up to, not including, `below`; the same ones for the same seed. */
function chance(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function one<T>(items: readonly T[]): T | undefined {
  return items[chance(items.length)];
}

async function ask(method: string, path: string, body?: unknown, match?: number): Promise<Draft> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
  };
  if (match !== undefined) headers["if-match"] = `"${match}"`;
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers,
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Draft;
}

function shape(): [string, Shape] {
  const [x, y] = [chance(300), chance(300)];
  const brush = new BrushMask(512, 512);
  brush.stroke(x, y, x + chance(90), y + chance(90), 4 + chance(9), true);
  const shapes: Array<[string, Shape]> = [
    [
      "car",
      {
        type: "box",
        left: x,
        top: y,
        width: 5.25 + chance(99),
        height: 7 + chance(99),
        rotation: chance(90),
      },
    ],
    [
      "person",
      {
        type: "polygon",
        points: [
          [x, y],
          [x + 50, y],
          [x + 50, y + 0.5 + chance(50)],
        ],
      },
    ],
    [
      "wheel",
      { type: "ellipse", center_x: x, center_y: y, radius_x: 5 + chance(9), radius_y: 5, rotation: 20 },
    ],
    [
      "lane",
      {
        type: "polyline",
        points: [
          [x, y],
          [x + 9, y + chance(99)],
        ],
      },
    ],
    ["corner", { type: "point", x, y }],
    ["road", brush.toMask()],
  ];
  return one(shapes) as [string, Shape];
}

function command(store: Store): Command {
  const offers = [...store.layers.keys()].filter((id) => id !== "draft");
  const offer = one(offers) as LayerId;
  const offered = [...(store.layers.get(offer)?.keys ?? [])].filter(() => chance(3) === 0);
  const regions = [...store.draft.values()].filter((each) => each.geometry);
  const some = regions
    .filter(() => chance(4) === 0)
    .map((each): Ref => ({ layer: "draft", key: keyOf(each) }));
  const [feature, geometry] = shape();
  const wishes: Array<() => Command> = [
    () => put({ ...store.blank(geometry), feature }),
    () => put({ ...store.blank(geometry), feature }),
    () =>
      move(
        [...some, ...offered.slice(0, 1).map((each): Ref => ({ layer: offer, key: each }))],
        chance(20),
        chance(9),
      ),
    () => remove(some.map((ref) => ref.key)),
    () => accept(offer, offered),
    () => acceptAbove(offer, chance(10) / 10, "car"),
    () => reject(offer, offered),
    () => restore(offer, offered),
    () =>
      reorder(
        some.map((ref) => ref.key),
        one(["front", "back", "forward", "backward"] as const) ?? "front",
      ),
    () =>
      link(
        { layer: "draft", key: keyOf(one(regions) ?? {}) },
        { layer: offer, key: offered[0] ?? "" },
        "pulls",
      ),
  ];
  return (one(wishes) as () => Command)();
}

/** What an annotation says, whatever the server adds to it. */
function said(annotation: Annotation): unknown {
  const { origin: _, ext: __, feature_id: ___, confidence: ____, ...rest } = annotation;
  const geometry = rest.geometry?.type === "mask" ? { ...rest.geometry, content: null } : rest.geometry;
  return { ...rest, geometry, from: madeFrom(annotation) };
}

/** Values that are as good as left out. */
const DEFAULTS: ReadonlySet<unknown> = new Set([null, undefined, false, "object", "unidirectional"]);

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const isSaying = (each: unknown): boolean =>
    !DEFAULTS.has(each) && !(Array.isArray(each) && each.length === 0);
  const fields = Object.entries(value).filter(([, each]) => isSaying(each));
  return Object.fromEntries(fields.map(([name, each]) => [name, plain(each)]));
}

async function main(): Promise<void> {
  let draft = await ask("POST", `/projects/${project}/tasks/${task}/open`);
  const store = new Store();
  store.load({ draft });
  let version = draft.version;
  let [commands, requests] = [0, 0];
  const save = async (): Promise<void> => {
    const batch = store.takePatches();
    if (!batch) return;
    const body = { patch_id: batch.id, patches: batch.patches };
    version = (await ask("PATCH", `/drafts/${draft.id}`, body, version)).version;
    // A lost answer: the same request again says the same.
    if (chance(5) === 0) version = (await ask("PATCH", `/drafts/${draft.id}`, body, version)).version;
    store.settled(batch);
    requests += 1;
  };
  for (let round = 0; round < 100; round += 1) {
    const choice = chance(12);
    if (choice === 0) store.undo();
    else if (choice === 1) store.redo();
    else if (choice <= 3) await save();
    else if (store.apply(command(store)).isDone) commands += 1;
  }
  await save();
  draft = await ask("GET", `/drafts/${draft.id}`);
  const here = new Map([...store.draft.values()].map((each) => [keyOf(each), plain(said(each))]));
  const there = new Map(draft.annotations.map((each) => [keyOf(each), plain(said(each))]));
  const differing = [...new Set([...here.keys(), ...there.keys()])]
    .filter((name) => !isSame(here.get(name), there.get(name)))
    .map((name) => ({ here: here.get(name), there: there.get(name) }));
  const spelled = (each: { bundle: number; key: string }): string => `${each.bundle}/${each.key}`;
  const rejected = {
    here: [...store.content.decisions.rejected()].map(spelled).sort(),
    there: draft.rejected.map(spelled).sort(),
  };
  process.stdout.write(JSON.stringify({ commands, requests, differing, rejected, size: here.size }));
}

await main();
