import type { Activity, Member } from "../../api/gen";
import type { TagTone } from "../../ui/Tag";

/** Where a task stands, in the order work goes through. */
export type TaskState = "to_label" | "rework" | "in_review" | "done";

interface StateWord {
  label: string;
  /** One sentence: what has to happen before the next state. */
  meaning: string;
  /** What it means that no task is in it. */
  none: string;
  tone: TagTone;
}

export const STATES: Record<TaskState, StateWord> = {
  to_label: {
    label: "To label",
    meaning: "Nobody has submitted a label yet.",
    none: "Nothing is left to label",
    tone: "plain",
  },
  rework: {
    label: "Rework",
    meaning: "A reviewer sent it back, with a reason.",
    none: "Nothing was sent back",
    tone: "warn",
  },
  in_review: {
    label: "In review",
    meaning: "A label was submitted and waits for a reviewer.",
    none: "Nothing waits for a reviewer",
    tone: "accent",
  },
  done: {
    label: "Done",
    meaning: "A label was submitted, approved where the project reviews, or imported.",
    none: "Nothing is done yet",
    tone: "good",
  },
};

export const STATE_ORDER: readonly TaskState[] = ["to_label", "rework", "in_review", "done"];

/** What a priority means beside its number. */
export const PRIORITIES = [
  { id: 1, label: "1 · high" },
  { id: 2, label: "2" },
  { id: 3, label: "3" },
  { id: 4, label: "4" },
  { id: 5, label: "5 · low" },
] as const;

/** How many tasks of a project there are in all, by the counts the server tells. */
export function totalOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

/** What part of the tasks is done: 0 to 1, and 0 where there are none. */
export function doneShare(counts: Record<string, number>): number {
  const total = totalOf(counts);
  return total === 0 ? 0 : (counts.done ?? 0) / total;
}

/** What an import is for. */
export const PURPOSES: Record<string, string> = {
  pre_label: "Pre-labels",
  ground_truth: "Ground truth",
  prediction: "Predictions",
  draft: "Draft",
};

/** Roles in a project, the least first: each may do what those before it may. */
export const ROLES: readonly { id: Member["role"]; label: string; note: string }[] = [
  { id: "viewer", label: "Viewer", note: "sees everything in the project" },
  { id: "labeler", label: "Labeler", note: "also labels and submits" },
  { id: "reviewer", label: "Reviewer", note: "also approves and sends back" },
  { id: "manager", label: "Manager", note: "also imports, adds batches, assigns" },
  { id: "owner", label: "Owner", note: "also changes members and deletes" },
];

/** What was done to whose role, behind the name of who did it; null where an entry of the activity is about none. */
export function roleChange({ action, member, detail }: Pick<Activity, "action" | "member" | "detail">) {
  if (action === "set_role") {
    const role = ROLES.find(({ id }) => id === detail.role)?.label ?? String(detail.role);
    return `gave ${member ?? "somebody"} the role ${role}`;
  }
  return action === "remove_member" ? `took the role of ${member ?? "somebody"} away` : null;
}

/** The kind of a feature in words: `text_entity` is a text entity. */
export const kindWord = (kind: string): string => kind.replaceAll("_", " ");
