import { type Key, madeFrom, type Offered } from "./annotation";
import type { Step } from "./steps";
import type { Annotation } from "./wire";

/**
 * What was decided about pre-labels: the copies that were made of them, found by what they were made from, and
 * those that were rejected.
 */
export class Decisions {
  readonly #copies = new Map<string, Key>();
  readonly #rejected = new Map<string, Offered>();

  constructor(annotations: Iterable<Annotation>, rejected: Iterable<Offered>) {
    for (const annotation of annotations) this.#note(annotation, null);
    for (const one of rejected) this.#rejected.set(spelled(one), one);
  }

  /** The key of the copy in the draft; undefined when it was not accepted. */
  copyOf(offered: Offered): Key | undefined {
    return this.#copies.get(spelled(offered));
  }

  isRejected(offered: Offered): boolean {
    return this.#rejected.has(spelled(offered));
  }

  isDecided(offered: Offered): boolean {
    return this.isRejected(offered) || this.copyOf(offered) !== undefined;
  }

  rejected(): Iterable<Offered> {
    return this.#rejected.values();
  }

  /** Follows a step. Returns the pre-labels whose standing it changes. */
  follow(step: Step): Offered[] {
    if (step.kind === "annotation") return this.#note(step.after, step.before);
    if (step.after) this.#rejected.set(spelled(step.offered), step.offered);
    else this.#rejected.delete(spelled(step.offered));
    return [step.offered];
  }

  #note(after: Annotation | null, before: Annotation | null): Offered[] {
    const was = before && madeFrom(before);
    const is = after && madeFrom(after);
    if (was && before && this.copyOf(was) === before.key) this.#copies.delete(spelled(was));
    if (is && after) this.#copies.set(spelled(is), after.key ?? "");
    return [was, is].filter((one) => one !== null);
  }
}

export function spelled(offered: Offered): string {
  return `${offered.bundle}/${offered.key}`;
}
