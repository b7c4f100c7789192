import { expect, it } from "vitest";
import { roleChange } from "../../../src/pages/projects/words";

const member = "bob@example.org";

it.each([
  ["set_role", { role: "reviewer" }, "gave bob@example.org the role Reviewer"],
  ["remove_member", {}, "took the role of bob@example.org away"],
  ["update", {}, null],
])("%s of a member is told with the person and the role", (action, detail, words) =>
  expect(roleChange({ action, member, detail })).toBe(words),
);
