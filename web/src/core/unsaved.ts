import { isSame, type Key, keyOf, madeFrom, newKey, type Offered } from "./annotation";
import type { Content } from "./content";
import { spelled } from "./decisions";
import { type Batch, type Outbox, type Patch, sent } from "./patches";
import type { Step } from "./steps";
import type { Annotation } from "./wire";

interface Decision {
  readonly offered: Offered;
  readonly was: boolean;
}

interface Flight {
  readonly batch: Batch;
  readonly annotations: ReadonlyMap<Key, Annotation | null>;
  readonly decisions: ReadonlyMap<string, Decision>;
}

/**
 * The difference between the draft and what the server has of it.
 *
 * It is kept as what the server has of everything that was touched, not as a list of edits: what was done and
 * undone is nothing, a region dragged fifty times is one patch, and patches are in an order that is right.
 */
export class Unsaved {
  readonly #annotations = new Map<Key, Annotation | null>();
  readonly #decisions = new Map<string, Decision>();
  #flight: Flight | null = null;

  /** Remembers what was there before a step is taken. */
  note(step: Step): void {
    if (step.kind === "annotation") {
      if (!this.#annotations.has(step.key)) this.#annotations.set(step.key, step.before);
    } else if (!this.#decisions.has(spelled(step.offered))) {
      this.#decisions.set(spelled(step.offered), { offered: step.offered, was: step.before });
    }
  }

  /** The next request, `most` patches at most; the one under way again until it is settled or returned. */
  take(content: Content, most: number, skip: (patch: Patch) => boolean): Batch | null {
    if (this.#flight) return this.#flight.batch;
    let room = most;
    const chosen = this.#changes(content).filter((one) => {
      if (one.patches.some(skip) || one.patches.length > room) return false;
      room -= one.patches.length;
      return true;
    });
    if (chosen.length === 0) return null;
    const batch = { id: newKey(), patches: chosen.flatMap((one) => one.patches) };
    const annotations = new Map<Key, Annotation | null>();
    const decisions = new Map<string, Decision>();
    for (const { touched } of chosen) {
      if (typeof touched === "string") annotations.set(touched, content.draft.get(touched) ?? null);
      else decisions.set(spelled(touched), { offered: touched, was: content.decisions.isRejected(touched) });
    }
    for (const patch of batch.patches) {
      const offered = patch.op === "put" ? patch.accepts : undefined;
      // Accepting forgets a rejection on the server by itself.
      if (offered && this.#decisions.has(spelled(offered)))
        decisions.set(spelled(offered), { offered, was: false });
    }
    this.#flight = { batch, annotations, decisions };
    return batch;
  }

  /** The server has the request. */
  settle(batch: Batch, content: Content): void {
    if (this.#flight?.batch.id !== batch.id) return;
    const { annotations, decisions } = this.#flight;
    this.#flight = null;
    for (const [key, annotation] of annotations) this.#annotations.set(key, annotation);
    for (const [name, decision] of decisions) this.#decisions.set(name, decision);
    this.#prune(content);
  }

  /** The server has refused the request as a whole, or it was never sent. */
  giveBack(batch: Batch): void {
    if (this.#flight?.batch.id === batch.id) this.#flight = null;
  }

  hasAny(content: Content): boolean {
    if (this.#flight) return true;
    for (const [key, was] of this.#annotations) if (!isSame(was, content.draft.get(key) ?? null)) return true;
    for (const { offered, was } of this.#decisions.values()) {
      if (content.decisions.isRejected(offered) !== was) return true;
    }
    return false;
  }

  /** All that is not known to have arrived: what is under way, and what has to follow it. */
  outbox(content: Content): Outbox {
    const annotations = new Map([...this.#annotations, ...(this.#flight?.annotations ?? [])]);
    const decisions = new Map([...this.#decisions, ...(this.#flight?.decisions ?? [])]);
    const patches = changes(annotations, decisions, content).flatMap((one) => one.patches);
    return { inFlight: this.#flight?.batch ?? null, patches };
  }

  /** What the server has under a key. */
  savedAt(key: Key, content: Content): Annotation | undefined {
    const was = this.#annotations.get(key);
    return was === undefined ? content.draft.get(key) : (was ?? undefined);
  }

  /** Keys under which a draft of the server says something else than it was believed to. */
  foreign(content: Content, theirs: Content): Set<Key> {
    const keys = new Set([...content.draft.keys, ...theirs.draft.keys, ...this.#annotations.keys()]);
    const isForeign = (key: Key): boolean => {
      const believed = this.#flight?.annotations.get(key);
      const options = [
        this.savedAt(key, content),
        ...(believed === undefined ? [] : [believed ?? undefined]),
      ];
      const there = theirs.draft.get(key);
      return !options.some((one) => isSame(one && sent(one), there && sent(there)));
    };
    return new Set([...keys].filter(isForeign));
  }

  clear(): void {
    this.#annotations.clear();
    this.#decisions.clear();
    this.#flight = null;
  }

  #prune(content: Content): void {
    for (const [key, was] of this.#annotations) {
      if (isSame(was, content.draft.get(key) ?? null)) this.#annotations.delete(key);
    }
    for (const [name, { offered, was }] of this.#decisions) {
      if (content.decisions.isRejected(offered) === was) this.#decisions.delete(name);
    }
  }

  #changes(content: Content): Change[] {
    return changes(this.#annotations, this.#decisions, content);
  }
}

/** Patches that belong together. `rank` orders them: relations go before what they join and come after it. */
interface Change {
  readonly rank: number;
  readonly patches: readonly Patch[];
  readonly touched: Key | Offered;
}

function changeOf(key: Key, was: Annotation | null, is: Annotation | null, content: Content): Change {
  if (!is)
    return { rank: was?.relation ? 0 : 1, patches: was ? [departure(was, content)] : [], touched: key };
  const rank = is.relation ? 4 : 3;
  if (was && isSame(madeFrom(was), madeFrom(is))) {
    return { rank, patches: [{ op: "put", annotation: sent(is) }], touched: key };
  }
  const accepts = content.stillOffered(is);
  const arrival: Patch = { op: "put", annotation: sent(is), ...(accepts ? { accepts } : {}) };
  // Put in the place of another it would be taken for a change of that one, and inherit where that came from.
  return { rank, patches: was ? [departure(was, content), arrival] : [arrival], touched: key };
}

/** Takes an annotation out. Nobody may remove a read-only one, but accepting it can be taken back. */
function departure(was: Annotation, content: Content): Patch {
  const offered = was.readonly ? content.stillOffered(was) : null;
  return offered ? { op: "restore", offered } : { op: "remove", key: keyOf(was) };
}

/** What leads from what the server has of annotations and decisions to what the content says, in a right order. */
function changes(
  annotations: ReadonlyMap<Key, Annotation | null>,
  decisions: ReadonlyMap<string, Decision>,
  content: Content,
): Change[] {
  const places = new Map<Key, number>();
  if (annotations.size > 1) for (const one of content.draft.listed()) places.set(keyOf(one), places.size);
  const placeOf = (key: Key): number => places.get(key) ?? 0;
  const all: Change[] = [];
  const accepted = new Set<string>();
  for (const key of [...annotations.keys()].sort((one, other) => placeOf(one) - placeOf(other))) {
    const was = annotations.get(key) ?? null;
    const is = content.draft.get(key) ?? null;
    if (isSame(was, is)) continue;
    const change = changeOf(key, was, is, content);
    all.push(change);
    for (const patch of change.patches)
      if (patch.op === "put" && patch.accepts) accepted.add(spelled(patch.accepts));
  }
  for (const { offered, was } of decisions.values()) {
    const is = content.decisions.isRejected(offered);
    if (is === was || (!is && accepted.has(spelled(offered)))) continue;
    all.push({ rank: is ? 5 : 2, patches: [{ op: is ? "reject" : "restore", offered }], touched: offered });
  }
  return all.sort((one, other) => one.rank - other.rank);
}
