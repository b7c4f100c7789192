import { expect, it } from "vitest";
import type { Project } from "../../../src/api/gen";
import { byWhatIsNext, size, waiting } from "../../../src/pages/home/next-work";

function project(
  name: string,
  task_counts: Record<string, number>,
  created_at = "2026-01-05T09:30:00Z",
): Project {
  return { name, task_counts, created_at } as Project;
}

it("what waits for a labeler is what is new and what was sent back", () => {
  expect(waiting(project("a", { to_label: 2, rework: 3, done: 7, in_review: 1 }))).toBe(5);
});

it("a project is as large as all its states together", () => {
  expect(size(project("a", { to_label: 2, rework: 3, done: 7 }))).toBe(12);
});

it("work to label comes before reviews, and what is done comes last, the newest first", () => {
  const ordered = byWhatIsNext([
    project("done", { done: 3 }, "2026-01-09T00:00:00Z"),
    project("review", { in_review: 1 }),
    project("old", { to_label: 1 }, "2026-01-01T00:00:00Z"),
    project("new", { rework: 1 }, "2026-01-02T00:00:00Z"),
  ]);
  expect(ordered.map(({ name }) => name)).toEqual(["new", "old", "review", "done"]);
});
