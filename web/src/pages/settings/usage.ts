import type { Usage, UsageSum } from "../../api/gen";

export type Kind = UsageSum["kind"];

/** What there is to be seen of usage, from what came first in the work to what came last. */
export const KINDS: readonly { kind: Kind; label: string }[] = [
  { kind: "pre_label", label: "Pre-labels" },
  { kind: "ground_truth", label: "Ground truth" },
  { kind: "prediction", label: "Predictions" },
];

/** One day or month: how many of each kind. */
export interface Period {
  period: string;
  counts: Partial<Record<Kind, number>>;
  total: number;
}

/** Every day or month from the first to the last, also those on which nothing happened. */
export function periodsOf(usage: Usage): Period[] {
  const periods = new Map<string, Period>();
  for (const period of spelled(usage)) {
    periods.set(period, { period, counts: {}, total: 0 });
  }
  for (const { period, kind, n } of usage.items) {
    const found = periods.get(period);
    if (found) {
      found.counts[kind] = (found.counts[kind] ?? 0) + n;
      found.total += n;
    }
  }
  return [...periods.values()];
}

function spelled(usage: Usage): string[] {
  const length = usage.by === "day" ? 10 : 7;
  const last = usage.to.slice(0, length);
  const at = new Date(`${usage.by === "day" ? usage.from : `${usage.from.slice(0, 7)}-01`}T00:00:00Z`);
  const found: string[] = [];
  for (let period = ""; period !== last && found.length < 4_000; ) {
    period = at.toISOString().slice(0, length);
    found.push(period);
    if (usage.by === "day") {
      at.setUTCDate(at.getUTCDate() + 1);
    } else {
      at.setUTCMonth(at.getUTCMonth() + 1);
    }
  }
  return found;
}

/** One type of annotation: how many of each kind. */
export interface TypeSum {
  type: string;
  counts: Partial<Record<Kind, number>>;
  total: number;
}

/** Sums by type of annotation, the largest first. */
export function typesOf(usage: Usage): TypeSum[] {
  const types = new Map<string, TypeSum>();
  for (const { annotation_type: type, kind, n } of usage.items) {
    const sum = types.get(type) ?? { type, counts: {}, total: 0 };
    sum.counts[kind] = (sum.counts[kind] ?? 0) + n;
    sum.total += n;
    types.set(type, sum);
  }
  return [...types.values()].sort(
    (one, other) => other.total - one.total || one.type.localeCompare(other.type),
  );
}
