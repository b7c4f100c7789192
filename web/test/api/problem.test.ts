import { expect, test } from "vitest";
import { ApiProblem, problemOf } from "../../src/api/problem";

test("a problem of the server keeps its sentence, hint and code", () => {
  const body = { title: "Not found", detail: "there is no project 'x'", hint: "list them", code: "NOT001" };
  const problem = problemOf(body, new Response(null, { status: 404 }));
  expect([problem.status, problem.message, problem.hint, problem.code]).toEqual([
    404,
    "there is no project 'x'",
    "list them",
    "NOT001",
  ]);
});

test("a request without an answer is offline", () => {
  expect(problemOf(new TypeError("Failed to fetch"), undefined).isOffline).toBe(true);
});

test("a problem passes unchanged", () => {
  const problem = new ApiProblem({ status: 409 });
  expect(problemOf(problem, undefined)).toBe(problem);
});
