/** Sync view: what a page shows of how far the work of a person has come. */

import type { Draft, Issue } from "../api/gen";
import type { ApiProblem } from "../api/problem";
import type { Key } from "./annotation";
import type { Difference } from "./difference";

/**
 * Where the work of the person is: all on the server, waiting for a pause, under way, kept here until the server is
 * back, partly refused, in need of a decision, or stuck with a `problem`.
 */
export type Phase = "saved" | "unsaved" | "saving" | "offline" | "refused" | "conflict" | "stuck";

export interface SyncView {
  readonly phase: Phase;
  /** Changes that have not reached the server. */
  readonly waiting: number;
  readonly savedAt: number | null;
  /** What the server refused, by the key of the annotation; "" for what concerns none. */
  readonly refused: ReadonlyMap<Key, readonly Issue[]>;
  readonly differences: readonly Difference[];
  readonly problem: ApiProblem | null;
  readonly isOutdated: boolean;
  /** How many pre-labels were taken over although they are no longer offered; they count as drawn by hand. */
  readonly orphans: number;
  /** Whether what waits would survive the page. */
  readonly isKept: boolean;
}

/** Where nothing is sent until somebody, or time, takes it up again. */
export const PAUSED: ReadonlySet<Phase> = new Set(["offline", "conflict", "stuck"]);

export function firstView(draft: Pick<Draft, "is_outdated">): SyncView {
  return {
    phase: "saved",
    waiting: 0,
    savedAt: null,
    refused: new Map(),
    differences: [],
    problem: null,
    isOutdated: draft.is_outdated,
    orphans: 0,
    isKept: true,
  };
}
