/** How far something was at a moment: milliseconds, and bytes or rows done. */
export interface Mark {
  at: number;
  done: number;
}

/** How long marks are looked back on: long enough to be calm, short enough to follow a change. */
const WINDOW_MS = 10_000;

/** Adds a mark and forgets those that are too old, but for one to measure from. */
export function noted(marks: readonly Mark[], mark: Mark): Mark[] {
  const last = marks.at(-1);
  // Work that was taken up again begins anew.
  const kept = last !== undefined && mark.done < last.done ? [] : [...marks, mark];
  const first = kept.findIndex(({ at }) => at >= mark.at - WINDOW_MS);
  return kept.length === 0 ? [mark] : kept.slice(Math.max(first - 1, 0));
}

/** Done per second; null while there is nothing to measure. */
export function rate(marks: readonly Mark[]): number | null {
  const first = marks[0];
  const last = marks.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at || last.done <= first.done) {
    return null;
  }
  return ((last.done - first.done) / (last.at - first.at)) * 1000;
}

/** Seconds until all of it is done; null while that is not known. */
export function secondsLeft(marks: readonly Mark[], of: number): number | null {
  const speed = rate(marks);
  const done = marks.at(-1)?.done ?? 0;
  return speed === null ? null : Math.max(of - done, 0) / speed;
}

/** `4 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) {
    return `${Math.max(1, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
