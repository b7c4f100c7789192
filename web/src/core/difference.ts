/** Difference: one annotation that two windows changed, each in its own way. */

import { isSame, type Key } from "./annotation";
import type { Annotation } from "./wire";

/** `mine` and `theirs` are null where it was taken out. */
export interface Difference {
  readonly key: Key;
  readonly base: Annotation | null;
  readonly mine: Annotation | null;
  readonly theirs: Annotation | null;
}

type Find = (key: Key) => Annotation | undefined;

/** Find what was changed on both sides since `base`, and not to the same. */
export function differencesOf(
  keys: readonly Key[],
  sides: { readonly base: Find; readonly mine: Find; readonly theirs: Find },
): Difference[] {
  const found: Difference[] = [];
  for (const key of keys) {
    const base = sides.base(key) ?? null;
    const mine = sides.mine(key) ?? null;
    const theirs = sides.theirs(key) ?? null;
    if (!isEqual(theirs, base) && !isEqual(theirs, mine)) found.push({ key, base, mine, theirs });
  }
  return found;
}

/** Whether two annotations say the same to a person. */
export function isEqual(one: Annotation | null, other: Annotation | null): boolean {
  return isSame(one && said(one), other && said(other));
}

/** What an annotation says, without what the server fills in and without what is as good as absent. */
function said(annotation: Annotation): unknown {
  const { origin: _o, ext: _e, feature_id: _i, confidence: _c, kind, ...rest } = annotation;
  // The server leaves out that something is an object, as most are.
  return bare({ ...rest, kind: kind === "object" ? null : kind });
}

const FILLED_IN = new Set(["feature_id", "schema_id", "ext", "area", "bbox", "content", "source", "metrics"]);

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(bare);
  if (typeof value !== "object" || value === null) return value === false || value === "" ? null : value;
  const kept = Object.entries(value)
    .filter(([name]) => !FILLED_IN.has(name))
    .map(([name, part]) => [name, bare(part)] as const)
    .filter(([, part]) => part !== null && part !== undefined);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
