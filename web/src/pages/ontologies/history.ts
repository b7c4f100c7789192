/** A value that can be taken back step by step. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was about: one about the same again joins it. */
  readonly about: string | null;
}

const MOST = 200;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], about: null };
}

/** Makes a change. Changes about the same, such as letters of one name, are taken back together. */
export function changed<T>(history: History<T>, next: T, about: string | null = null): History<T> {
  if (next === history.present) {
    return history;
  }
  const joins = about !== null && about === history.about && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-MOST);
  return { past, present: next, future: [], about };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (history.past.length === 0) {
    return history;
  }
  return {
    past: history.past.slice(0, -1),
    present: before as T,
    future: [history.present, ...history.future],
    about: null,
  };
}

export function redone<T>(history: History<T>): History<T> {
  if (history.future.length === 0) {
    return history;
  }
  const [next, ...future] = history.future;
  return { past: [...history.past, history.present], present: next as T, future, about: null };
}
