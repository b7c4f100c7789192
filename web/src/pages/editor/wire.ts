/** Wire: the requests of the editor, with versions as the interface spells them. */

import {
  type Beginning,
  closeDraft,
  type Draft,
  deleteDraft,
  getBeginning,
  getCaller,
  getDraft,
  getLabel,
  getOntology,
  getProject,
  getTask,
  getUpcomingTasks,
  type LabelOutcome,
  type Ontology,
  openTask,
  type Person,
  type Project,
  skipDraft,
  submitDraft,
  takeTask,
  updateDraft,
  type WholeLabel,
  type WholeTask,
} from "../../api/gen";
import type { Wire } from "../../core/sync";

function match(version: number): { "If-Match": string } {
  return { "If-Match": `"${version}"` };
}

/** What `core/sync` asks. A request that is the last of a page outlives it, up to 64 KiB. */
export const wire: Wire = {
  async save(uid, version, body, isLast) {
    const options = {
      path: { uid },
      headers: match(version),
      body,
      keepalive: isLast,
      throwOnError: true as const,
    };
    return (await updateDraft(options)).data;
  },
  async read(uid) {
    return (await getDraft({ path: { uid }, throwOnError: true })).data;
  },
};

export async function fetchUser(): Promise<Person> {
  return (await getCaller({ throwOnError: true })).data;
}

export async function fetchProject(uid: string): Promise<Project> {
  return (await getProject({ path: { uid }, throwOnError: true })).data;
}

export async function fetchOntology(uid: string): Promise<Ontology> {
  return (await getOntology({ path: { uid }, throwOnError: true })).data;
}

export async function fetchTask(uid: string, task: number): Promise<WholeTask> {
  return (await getTask({ path: { uid, task: String(task) }, throwOnError: true })).data;
}

/** Take the task that is the caller's turn; null when there is nothing to do. */
export async function takeNext(uid: string): Promise<WholeTask | null> {
  const { data, response } = await takeTask({ path: { uid }, throwOnError: true });
  return response?.status === 204 || !data ? null : data;
}

/** The next tasks that are the caller's turn, none of them taken. */
export async function fetchUpcoming(uid: string, limit: number): Promise<WholeTask[]> {
  return (await getUpcomingTasks({ path: { uid }, query: { limit }, throwOnError: true })).data.items;
}

/** What one's draft of a task of the queue would say. Nothing is opened, and the task is kept for nobody. */
export async function fetchBeginning(uid: string, task: number): Promise<Beginning> {
  const path = { uid, task: String(task) };
  return (await getBeginning({ path, query: { from_queue: true }, throwOnError: true })).data;
}

/** A draft as it was when it was opened. */
export type OpenDraft = Omit<Draft, "created_at" | "updated_at">;

/**
 * Open a task. From the queue, the draft of a row without a label begins as a copy of what is offered.
 *
 * @param known what it was said to begin with: where that is still so, it is not sent again, and `isAsKnown`.
 */
export async function open(
  uid: string,
  task: number,
  fromQueue: boolean,
  known?: Beginning,
): Promise<{ draft: OpenDraft; isAsKnown: boolean }> {
  const query = { from_queue: fromQueue, ...(known ? { beginning: known.state } : {}) };
  const path = { uid, task: String(task) };
  const { data, response } = await openTask({ path, query, throwOnError: true });
  if (!known || response?.status !== 204) return { draft: data as Draft, isAsKnown: false };
  const { state: _, ...content } = known;
  const id = response.headers.get("location")?.split("/").at(-1) ?? "";
  const version = Number(response.headers.get("etag")?.replaceAll('"', ""));
  return { draft: { ...content, id, version }, isAsKnown: true };
}

export async function fetchLabels(task: WholeTask): Promise<WholeLabel[]> {
  const wanted = task.labels.slice(0, 8);
  return Promise.all(
    wanted.map(async ({ id }) => (await getLabel({ path: { uid: id }, throwOnError: true })).data),
  );
}

/** Submit a draft. `name` is the same when it is tried again, so that a lost answer submits nothing twice. */
export async function submit(
  uid: string,
  version: number,
  name: string,
  overwrite: boolean,
): Promise<LabelOutcome> {
  const headers = { ...match(version), "Idempotency-Key": name };
  return (await submitDraft({ path: { uid }, headers, body: { overwrite }, throwOnError: true })).data;
}

export async function skip(
  uid: string,
  version: number,
  name: string,
  reason: string,
): Promise<LabelOutcome> {
  const headers = { ...match(version), "Idempotency-Key": name };
  return (await skipDraft({ path: { uid }, headers, body: { reason }, throwOnError: true })).data;
}

export async function discard(uid: string): Promise<void> {
  await deleteDraft({ path: { uid }, throwOnError: true });
}

export async function close(uid: string): Promise<void> {
  await closeDraft({ path: { uid }, throwOnError: true });
}
