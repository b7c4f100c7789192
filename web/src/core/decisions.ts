import { type Key, madeFrom, type Offered } from "./annotation";
import type { Step } from "./steps";
import type { Annotation } from "./wire";

/**
 * What was decided about pre-labels: the copies that were made of them, found by what they were made from, and
 * those that were rejected. Asked for every pre-label whenever all are drawn or listed, so no text is made to ask.
 */
export class Decisions {
  readonly #copies = new Map<number, Map<Key, Key>>();
  readonly #rejected = new Map<number, Map<Key, Offered>>();

  constructor(annotations: Iterable<Annotation>, rejected: Iterable<Offered>) {
    for (const annotation of annotations) this.#note(annotation, null);
    for (const one of rejected) of(this.#rejected, one.bundle).set(one.key, one);
  }

  /** The key of the copy in the draft; undefined when it was not accepted. */
  copyOf(offered: Offered): Key | undefined {
    return this.#copies.get(offered.bundle)?.get(offered.key);
  }

  isRejected(offered: Offered): boolean {
    return this.#rejected.get(offered.bundle)?.has(offered.key) ?? false;
  }

  isDecided(offered: Offered): boolean {
    return this.isRejected(offered) || this.copyOf(offered) !== undefined;
  }

  *rejected(): Iterable<Offered> {
    for (const ofBundle of this.#rejected.values()) yield* ofBundle.values();
  }

  /** Follows a step. Returns the pre-labels whose standing it changes. */
  follow(step: Step): Offered[] {
    if (step.kind === "annotation") return this.#note(step.after, step.before);
    const { offered, after } = step;
    if (after) of(this.#rejected, offered.bundle).set(offered.key, offered);
    else this.#rejected.get(offered.bundle)?.delete(offered.key);
    return [offered];
  }

  #note(after: Annotation | null, before: Annotation | null): Offered[] {
    const was = before && madeFrom(before);
    const is = after && madeFrom(after);
    if (was && before && this.copyOf(was) === before.key) this.#copies.get(was.bundle)?.delete(was.key);
    if (is && after) of(this.#copies, is.bundle).set(is.key, after.key ?? "");
    return [was, is].filter((one) => one !== null);
  }
}

export function spelled(offered: Offered): string {
  return `${offered.bundle}/${offered.key}`;
}

function of<T>(bundles: Map<number, Map<Key, T>>, bundle: number): Map<Key, T> {
  const known = bundles.get(bundle);
  if (known) return known;
  const made = new Map<Key, T>();
  bundles.set(bundle, made);
  return made;
}
