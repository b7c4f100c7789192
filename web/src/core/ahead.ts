/** Ahead: the next task is put together before its turn, so that opening it takes only a word of the server. */

import type { Beginning, WholeLabel, WholeTask } from "../api/gen";
import type { OntologyIndex } from "./ontology";
import { Store } from "./store";

/** Where what comes next is read from. */
export interface Lookout {
  /** What a draft of a task would say; nothing is opened and the task is kept for nobody. */
  beginning(task: WholeTask): Promise<Beginning>;
  labels(task: WholeTask): Promise<WholeLabel[]>;
  /** Fulfils when nothing more urgent is to be done. */
  idle(): Promise<void>;
}

/** A task as it would be if it were opened now: true only if the server says so when it is opened. */
export interface Prepared {
  readonly beginning: Beginning;
  readonly store: Store;
}

/** Keeps one task ready. What it has is a guess: another task may be handed out, and this one may have changed. */
export class Ahead {
  readonly #lookout: Lookout;
  #kept: { readonly labels: string; readonly prepared: Prepared } | null = null;
  #turn = 0;

  constructor(lookout: Lookout) {
    this.#lookout = lookout;
  }

  /** Put a task together in place of the one there was. Rejects where the server refuses: then there is none. */
  async prepare(task: WholeTask, ontology: OntologyIndex): Promise<void> {
    const turn = ++this.#turn;
    this.#kept = null;
    // What imports say can change without a version; labels of people cannot.
    if (task.labels.some((one) => one.version === 0)) return;
    const [beginning, labels] = await Promise.all([
      this.#lookout.beginning(task),
      this.#lookout.labels(task),
    ]);
    await this.#lookout.idle();
    if (turn !== this.#turn) return;
    this.#kept = {
      labels: spelled(task),
      prepared: { beginning, store: filled(beginning, labels, ontology) },
    };
  }

  /** What is ready for a task that is opened now, to be used once; null where it is another or has other labels. */
  take(task: WholeTask): Prepared | null {
    const kept = this.#kept;
    this.#turn++;
    this.#kept = null;
    const isThis = kept?.prepared.beginning.task === task.id && kept.labels === spelled(task);
    return isThis ? kept.prepared : null;
  }
}

/** A store with a draft and the labels beside it. */
export function filled(
  draft: Pick<Beginning, "label" | "annotations" | "offers" | "rejected">,
  labels: readonly WholeLabel[],
  ontology: OntologyIndex,
): Store {
  const store = new Store();
  store.load({ draft, labels }, ontology);
  // What the draft began with lies under it: shown as well, everything would be there twice.
  if (draft.label) store.hideLayer(`label:${draft.label}`, true);
  return store;
}

function spelled(task: WholeTask): string {
  return JSON.stringify(task.labels);
}
