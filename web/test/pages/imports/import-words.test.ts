import { expect, it } from "vitest";
import type { Import } from "../../../src/api/gen";
import { issuesLead, rowsTaken } from "../../../src/pages/imports/import-words";

const counts = { rejected: 3 } as Import["counts"];

it.each([
  ["finished", 28],
  ["staged", 28],
  ["failed", 0],
  ["cancelled", 0],
] as const)("of an import that is %s, %i of 31 rows were taken when 3 were rejected", (state, taken) =>
  expect(rowsTaken({ state, accounted: 31, counts })).toBe(taken),
);

it.each([
  ["finished", 3, "the good rows are there already"],
  ["staged", 3, "commit the good ones"],
  ["failed", 3, "nothing of it is there"],
  ["finished", 0, "counted together."],
] as const)("of an import that is %s with %i rows rejected it says %j", (state, rejected, words) =>
  expect(issuesLead({ state, counts: { rejected } as Import["counts"] })).toContain(words),
);
