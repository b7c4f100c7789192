import type { Issue, Problem } from "./gen";

/** An answer of the server that is no success: what was wrong, where, and how to fix it. */
export class ApiProblem extends Error {
  /** HTTP status; 0 when no answer arrived at all. */
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  readonly title: string;
  readonly issues: readonly Issue[];

  constructor(problem: Partial<Problem> & { status: number }) {
    super(problem.detail ?? problem.title ?? `the server answered ${problem.status}`);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.title = problem.title ?? "";
    this.code = problem.code ?? "";
    this.hint = problem.hint ?? "";
    this.issues = problem.issues ?? [];
  }

  /** Whether no server answered: what was sent may be sent again later. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** Turns whatever a failed request threw into an {@link ApiProblem}. */
export function problemOf(error: unknown, response: Response | undefined): ApiProblem {
  if (error instanceof ApiProblem) {
    return error;
  }
  if (response === undefined) {
    return new ApiProblem({
      status: 0,
      title: "No answer",
      detail: "the server cannot be reached",
      hint: "check that `postil serve` still runs; what you changed is kept until then",
    });
  }
  const problem = typeof error === "object" && error !== null ? (error as Partial<Problem>) : {};
  return new ApiProblem({ ...problem, status: response.status });
}
