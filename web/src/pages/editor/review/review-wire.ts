/** Review wire: the requests of the review panels. */

import {
  approveTask,
  type Comment,
  createComment,
  deleteBenchmark,
  deleteComment,
  getCaller,
  getTask,
  getTaskDiff,
  type LabelVersion,
  listComments,
  listLabelVersions,
  listMembers,
  listTasks,
  rejectTask,
  restoreLabel,
  setBenchmark,
  type TaskDiff,
  updateComment,
  type WholeTask,
} from "../../../api/gen";

const ROLES = ["viewer", "labeler", "reviewer", "manager", "owner"];

/** Who is asking: their address, and whether they may review in a project. */
export interface Reviewer {
  readonly email: string;
  readonly mayReview: boolean;
  readonly mayManage: boolean;
}

export async function fetchReviewer(project: string): Promise<Reviewer> {
  const { data: caller } = await getCaller({ throwOnError: true });
  const { email, is_admin: isAdmin } = caller;
  if (isAdmin) return { email, mayReview: true, mayManage: true };
  const { data } = await listMembers({ path: { uid: project }, query: { limit: 1000 }, throwOnError: true });
  const rank = ROLES.indexOf(data.items.find((one) => one.email === email)?.role ?? "viewer");
  return { email, mayReview: rank >= ROLES.indexOf("reviewer"), mayManage: rank >= ROLES.indexOf("manager") };
}

export async function fetchTaskAgain(project: string, task: number): Promise<WholeTask> {
  return (await getTask({ path: { uid: project, task: String(task) }, throwOnError: true })).data;
}

/** The next task that waits for a review, other than one; null when there is none. */
export async function nextInReview(project: string, other: number): Promise<number | null> {
  const query = { state: "in_review" as const, limit: 2 };
  const { data } = await listTasks({ path: { uid: project }, query, throwOnError: true });
  return data.items.find((one) => one.id !== other)?.id ?? null;
}

export async function approve(project: string, task: number, version: number): Promise<WholeTask> {
  const path = { uid: project, task: String(task) };
  return (await approveTask({ path, body: { version }, throwOnError: true })).data;
}

export async function sendBack(
  project: string,
  task: number,
  version: number,
  reason: string,
): Promise<WholeTask> {
  const path = { uid: project, task: String(task) };
  return (await rejectTask({ path, body: { version, reason }, throwOnError: true })).data;
}

export async function fetchVersions(label: string): Promise<LabelVersion[]> {
  return (await listLabelVersions({ path: { uid: label }, query: { limit: 100 }, throwOnError: true })).data
    .items;
}

/** Go back to a version of a label; `version` is the one it has now. */
export async function restore(label: string, no: number, version: number): Promise<void> {
  const headers = { "If-Match": `"${version}"` };
  await restoreLabel({ path: { uid: label }, headers, body: { no }, throwOnError: true });
}

export async function markBenchmark(label: string, isBenchmark: boolean): Promise<void> {
  const path = { uid: label };
  if (isBenchmark) await setBenchmark({ path, throwOnError: true });
  else await deleteBenchmark({ path, throwOnError: true });
}

export async function fetchComments(project: string, task: number): Promise<Comment[]> {
  const path = { uid: project, task: String(task) };
  return (await listComments({ path, query: { limit: 1000 }, throwOnError: true })).data.items;
}

export interface Said {
  readonly text: string;
  readonly annotation?: string | null;
  readonly thread?: string | null;
}

export async function say(project: string, task: number, body: Said): Promise<Comment> {
  const path = { uid: project, task: String(task) };
  return (await createComment({ path, body, throwOnError: true })).data;
}

export async function resolve(comment: string, resolved: boolean): Promise<Comment> {
  return (await updateComment({ path: { uid: comment }, body: { resolved }, throwOnError: true })).data;
}

export async function unsay(comment: string): Promise<void> {
  await deleteComment({ path: { uid: comment }, throwOnError: true });
}

export async function fetchDiff(
  project: string,
  task: number,
  left: string,
  right: string,
): Promise<TaskDiff> {
  const path = { uid: project, task: String(task) };
  return (await getTaskDiff({ path, query: { left, right }, throwOnError: true })).data;
}
