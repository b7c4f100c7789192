import type { Key } from "./annotation";
import type { Step } from "./steps";

/** A gesture that was done: what it was called and what it changed. */
export interface Entry {
  readonly title: string;
  readonly steps: readonly Step[];
  /** Gestures in a row with the same mark are one, such as nudges or the digits of a number. */
  readonly mark: string | null;
}

const MOST_ENTRIES = 1000;

export class History {
  #done: Entry[] = [];
  #undone: Entry[] = [];

  get canUndo(): Entry | null {
    return this.#done[this.#done.length - 1] ?? null;
  }

  get canRedo(): Entry | null {
    return this.#undone[this.#undone.length - 1] ?? null;
  }

  add(entry: Entry): void {
    const last = this.canUndo;
    if (last && entry.mark !== null && last.mark === entry.mark && this.#undone.length === 0) {
      this.#done[this.#done.length - 1] = { ...entry, steps: [...last.steps, ...entry.steps] };
      return;
    }
    this.#done.push(entry);
    if (this.#done.length > MOST_ENTRIES) this.#done.shift();
    this.#undone = [];
  }

  /** Ends a row of gestures that count as one. */
  seal(): void {
    const last = this.canUndo;
    if (last?.mark) this.#done[this.#done.length - 1] = { ...last, mark: null };
  }

  undo(): Entry | null {
    const entry = this.#done.pop() ?? null;
    if (entry) this.#undone.push({ ...entry, mark: null });
    return entry;
  }

  redo(): Entry | null {
    const entry = this.#undone.pop() ?? null;
    if (entry) this.#done.push(entry);
    return entry;
  }

  /** Forgets gestures that changed annotations which somebody else has changed since. */
  forget(keys: ReadonlySet<Key>): void {
    const isApart = (entry: Entry): boolean =>
      !entry.steps.some((step) => keys.has(step.kind === "annotation" ? step.key : step.offered.key));
    this.#done = this.#done.filter(isApart);
    this.#undone = this.#undone.filter(isApart);
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }
}
