import type { TagTone } from "../../ui/Tag";

/** Where a task stands, in the order work goes through. */
export type TaskState = "to_label" | "rework" | "in_review" | "done";

interface StateWord {
  label: string;
  /** One sentence: what has to happen before the next state. */
  meaning: string;
  tone: TagTone;
}

export const STATES: Record<TaskState, StateWord> = {
  to_label: { label: "To label", meaning: "Nobody has submitted a label yet.", tone: "plain" },
  rework: { label: "Rework", meaning: "A reviewer sent it back, with a reason.", tone: "warn" },
  in_review: {
    label: "In review",
    meaning: "A label was submitted and waits for a reviewer.",
    tone: "accent",
  },
  done: {
    label: "Done",
    meaning: "A label was submitted, approved where the project reviews, or imported.",
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

/** The kind of a feature in words: `text_entity` is a text entity. */
export const kindWord = (kind: string): string => kind.replaceAll("_", " ");
