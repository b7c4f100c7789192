import type { Project } from "../../api/gen";

/** How many data rows wait for a labeler. */
export function waiting(project: Project): number {
  return (project.task_counts.to_label ?? 0) + (project.task_counts.rework ?? 0);
}

/** How many data rows a project has. */
export function size(project: Project): number {
  return Object.values(project.task_counts).reduce((sum, n) => sum + n, 0);
}

/** Projects in which something waits to be labeled come first, then those to review, then the newest. */
export function byWhatIsNext(projects: readonly Project[]): Project[] {
  const rank = (project: Project) => (waiting(project) > 0 ? 0 : project.task_counts.in_review ? 1 : 2);
  return [...projects].sort(
    (one, other) => rank(one) - rank(other) || other.created_at.localeCompare(one.created_at),
  );
}
