/** Session: one task that is open, with everything that belongs to it. */

import type { Project, WholeTask } from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { type Ahead, filled } from "../../core/ahead";
import type { Keys } from "../../core/keys/keys";
import type { OntologyIndex } from "../../core/ontology";
import type { Outbox } from "../../core/outbox";
import { leftBehind } from "../../core/parcels";
import type { Store } from "../../core/store";
import { type Book, Sync } from "../../core/sync";
import type { OwnWindow } from "../../core/windows";
import { fetchLabels, fetchTask, type OpenDraft, open, wire } from "./wire";

/** A task as it is open in this window. A new task is a new session with a store of its own. */
export interface EditorSession {
  readonly projectUid: string;
  readonly project: Project;
  readonly ontology: OntologyIndex;
  readonly task: WholeTask;
  /** The draft as it was when it was opened; `sync.version` is its version now. */
  readonly draft: OpenDraft;
  readonly store: Store;
  readonly sync: Sync;
  readonly keys: Keys;
  /** What was taken up from a window that was closed before everything had reached the server. */
  readonly resumed: number;
}

/** What every session of a project has in common. */
export interface Ground {
  readonly project: Project;
  readonly ontology: OntologyIndex;
  readonly user: string;
  readonly keys: Keys;
  readonly outbox: Outbox;
  readonly window: OwnWindow;
  readonly ahead: Ahead;
}

/** Open a task and put what the server has, and what was left unsent here, into a store. */
export async function openSession(ground: Ground, taken: WholeTask | number): Promise<EditorSession> {
  const { project, ontology, keys, outbox, user } = ground;
  const number = typeof taken === "number" ? taken : taken.id;
  const whole = typeof taken === "number" ? fetchTask(project.id, number) : Promise.resolve(taken);
  const prepared = typeof taken === "number" ? null : ground.ahead.take(taken);
  const opening = open(project.id, number, typeof taken !== "number", prepared?.beginning);
  const [task, { draft, isAsKnown }] = await Promise.all([whole, opening]);
  const store = prepared && isAsKnown ? prepared.store : filled(draft, await fetchLabels(task), ontology);
  const title = titleOf(task);
  const sender = { window: ground.window.name, user, project: project.id, task: task.id, title };
  const sync = new Sync({ draft, book: bookOf(store), wire, outbox, sender });
  const left = await leftBehind(outbox, sender, (name) => ground.window.isOpen(name));
  await sync.resume(left);
  const resumed = left.reduce((sum, one) => sum + one.changes, 0);
  store.subscribe((change) => {
    if (!("view" in change) && change.cause !== "load" && change.cause !== "saved") sync.note();
  });
  return { projectUid: project.id, project, ontology, task, draft, store, sync, keys, resumed };
}

/** What people know a task by. */
export function titleOf(task: WholeTask): string {
  return task.data_row.global_key ?? task.data_row.external_id ?? `Task ${task.id}`;
}

/** The store as the sync sees it. */
export function bookOf(store: Store): Book {
  return {
    takePatches: (most, skip) => store.takePatches(most, skip),
    settled: (batch) => store.settled(batch),
    returned: (batch) => store.returned(batch),
    get hasUnsaved() {
      return store.hasUnsaved;
    },
    outbox: () => store.outbox(),
    patchesFrom: (content) => store.patchesFrom(content),
    adopt: (draft) => store.adopt(draft),
    get: (layer, key) => store.get(layer, key),
    savedAt: (key) => store.savedAt(key) ?? undefined,
    take: (key, annotation) =>
      store.patchesFrom({
        inFlight: null,
        patches: [annotation ? { op: "put", annotation } : { op: "remove", key }],
      }),
  };
}

/** Whether a problem says that somebody else has the task. */
export function isHeld(problem: unknown): problem is ApiProblem {
  return problem instanceof ApiProblem && problem.status === 409 && / open$/.test(problem.message);
}
