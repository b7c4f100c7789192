import { useQuery } from "@tanstack/react-query";
import type { TaskLabel, WholeTask } from "../../../api/gen";
import type { EditorSession } from "../session";
import { fetchTaskAgain } from "./review-wire";
import { useReviewer } from "./use-reviewer";

/** How far the review of a task is, as the person may see and decide it. */
export interface Review {
  readonly state: WholeTask["state"];
  /** What a review is about; null while nobody has submitted. */
  readonly label: TaskLabel | null;
  readonly mayReview: boolean;
  /** Whether a decision is what comes next here: approving, and not submitting once more. */
  readonly isAwaited: boolean;
}

export function useReview({ projectUid, task }: EditorSession): Review {
  const { mayReview } = useReviewer(projectUid);
  const { data: now } = useQuery({
    queryKey: ["task", projectUid, task.id],
    queryFn: () => fetchTaskAgain(projectUid, task.id),
    initialData: task,
    staleTime: 30_000,
  });
  const label = leadingLabel(now);
  return {
    state: now.state,
    label,
    mayReview,
    isAwaited: mayReview && label !== null && now.state === "in_review",
  };
}

/** The label that a review is about: a person's before an imported one, the newest before older ones. */
export function leadingLabel(task: WholeTask): TaskLabel | null {
  const [first] = [...task.labels].sort(
    (one, other) =>
      Number(other.version > 0) - Number(one.version > 0) || other.updated_at.localeCompare(one.updated_at),
  );
  return first ?? null;
}
