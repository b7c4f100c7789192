/** Sync: what the store has not told the server is kept, sent, sent again, and brought together with what others did. */

import type { Draft, DraftPatch, Issue, SavedDraft } from "../api/gen";
import { ApiProblem } from "../api/problem";
import type { Key } from "./annotation";
import { differencesOf } from "./difference";
import type { Outbox, Parcel } from "./outbox";
import type { Batch, Outbox as Content, Patch } from "./patches";
import { bodyOf, isOffered, type Kept, keysOf, orphaned, slotOf, waitingIn } from "./slots";
import { firstView, PAUSED, type SyncView } from "./sync-view";
import type { Annotation } from "./wire";

/** What this needs of the store: its book of what the server does not know. */
export interface Book {
  takePatches(most?: number, skip?: (patch: Patch) => boolean): Batch | null;
  settled(batch: Batch): void;
  returned(batch: Batch): void;
  readonly hasUnsaved: boolean;
  outbox(): Content;
  patchesFrom(content: Content): void;
  adopt(draft: Draft): void;
  get(layer: "draft", key: Key): Annotation | undefined;
  savedAt(key: Key): Annotation | undefined;
  /** Puts an annotation into the draft whatever the person thinks of it, or takes it out when null. */
  take(key: Key, annotation: Annotation | null): void;
}

/** The requests this makes. They throw an {@link ApiProblem}. */
export interface Wire {
  save(draft: string, version: number, body: DraftPatch, isLast: boolean): Promise<SavedDraft>;
  read(draft: string): Promise<Draft>;
}

/** Milliseconds from the last change to a request, and the longest a change waits while others follow it. */
export const PAUSE = 1000;
export const LONGEST = 5000;
const RETRY = [1000, 2000, 4000, 8000, 15_000] as const;
const PASSING = new Set([0, 408, 429, 500, 502, 503, 504]);

export interface SyncOptions {
  readonly draft: Pick<Draft, "id" | "version" | "is_outdated">;
  readonly book: Book;
  readonly wire: Wire;
  readonly outbox: Outbox;
  /** What a parcel says beside its content. */
  readonly sender: Pick<Parcel, "window" | "user" | "project" | "task" | "title">;
}

/** Keeps one draft on the server in step with the store. */
export class Sync {
  readonly #own: SyncOptions;
  #version: number;
  #view: SyncView;
  #listeners = new Set<() => void>();
  #held = new Map<string, readonly Issue[]>();
  #firstAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;
  #keeping: Promise<void> | null = null;
  #keepsAgain = false;
  #isStale = false;
  #failures = 0;
  #isClosed = false;

  constructor(options: SyncOptions) {
    this.#own = options;
    this.#version = options.draft.version;
    this.#view = firstView(options.draft);
  }

  /** The version of the draft that the server told last. */
  get version(): number {
    return this.#version;
  }

  get view(): SyncView {
    return this.#view;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Take up what was left behind of this task, also in an earlier draft. Call before the first `note`. */
  async resume(parcels: readonly Parcel[]): Promise<void> {
    const { book, draft, sender } = this.#own;
    for (const parcel of parcels) {
      const content = parcel.content as Kept;
      const base = new Map(content.base);
      const now = new Map([...base.keys()].map((key) => [key, book.get("draft", key)] as const));
      book.patchesFrom(content);
      const found = differencesOf(keysOf(content), {
        base: (key) => base.get(key) ?? undefined,
        mine: (key) => book.get("draft", key),
        theirs: (key) => now.get(key),
      });
      if (found.length > 0)
        this.#show({ phase: "conflict", differences: [...this.#view.differences, ...found] });
    }
    if (!book.hasUnsaved) await this.#dropAll(parcels);
    else {
      await this.#keep();
      const isOwn = (one: Parcel) => one.draft === draft.id && one.window === sender.window;
      if (this.#view.isKept) await this.#dropAll(parcels.filter((one) => !isOwn(one)));
      if (this.#view.phase !== "conflict") this.#plan(0);
    }
  }

  /** Take note that the store has changed: it is kept at once and sent after a pause. */
  note(): void {
    if (this.#isClosed) return;
    this.#held.clear();
    this.#isStale = true;
    void this.#keep();
    this.#firstAt ??= Date.now();
    if (this.#view.phase === "conflict" || this.#view.phase === "stuck") this.#show({});
    else if (this.#view.phase === "offline") this.#show({});
    else {
      this.#show({ phase: this.#sending ? "saving" : "unsaved" });
      this.#plan(Math.max(0, Math.min(PAUSE, this.#firstAt + LONGEST - Date.now())));
    }
  }

  /**
   * Send what there is, now.
   *
   * @throws ApiProblem when something stays behind; the view says what.
   */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#held.clear();
    await (this.#sending ?? Promise.resolve());
    if (this.#view.phase !== "conflict") await this.#send(false);
    if (this.#own.book.hasUnsaved || this.#view.phase === "conflict") throw this.#leftover();
  }

  /** Try again what could not be sent. */
  retry(): void {
    if (this.#view.phase === "conflict") return;
    clearTimeout(this.#timer);
    this.#held.clear();
    void this.#send(false);
  }

  /** The page goes away: hand the rest to the browser, which sends it without us. */
  leave(): void {
    if (!this.#own.book.hasUnsaved || this.#sending || this.#view.phase === "conflict") return;
    void this.#send(true);
  }

  /** End a conflict: for each key, keep what is here or take what is there. */
  resolve(choices: ReadonlyMap<Key, "mine" | "theirs">): void {
    const { differences } = this.#view;
    for (const one of differences)
      if (choices.get(one.key) === "theirs") this.#own.book.take(one.key, one.theirs ?? null);
    this.#show({ phase: "unsaved", differences: [] });
    void this.#keep();
    this.#plan(0);
  }

  /** The draft is submitted, skipped or discarded: nothing of it is to be sent any more. */
  async end(): Promise<void> {
    this.close();
    await (this.#keeping ?? Promise.resolve());
    await this.#own.outbox.drop(this.#own.draft.id, this.#own.sender.window);
  }

  /** Stop watching; what is unsent stays in the outbox. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #leftover(): ApiProblem {
    const { problem, refused, phase } = this.#view;
    if (problem !== null) return problem;
    const [issue] = [...refused.values()].flat();
    if (issue) return new ApiProblem({ status: 422, detail: issue.message, hint: issue.hint });
    const detail =
      phase === "conflict" ? "the draft was changed elsewhere too" : "changes are still on their way";
    return new ApiProblem({ status: 412, detail, hint: "decide which to keep" });
  }

  #plan(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#send(false), delay);
  }

  #send(isLast: boolean): Promise<void> {
    this.#sending ??= this.#sendAll(isLast).finally(() => {
      this.#sending = null;
      if (this.#isStale && this.#view.phase === "unsaved" && !this.#isClosed) this.#plan(PAUSE);
    });
    return this.#sending;
  }

  async #sendAll(isLast: boolean): Promise<void> {
    const { book } = this.#own;
    for (let isGoing = true; isGoing && !this.#isClosed; ) {
      this.#isStale = false;
      const batch = book.takePatches(isLast ? 500 : undefined, (patch) => this.#held.has(slotOf(patch)));
      if (batch === null) break;
      this.#firstAt = null;
      this.#show({ phase: "saving" });
      // What is sent is safe here first, unless the page is going away and cannot wait.
      if (!isLast) await this.#keep();
      isGoing = await this.#sendOne(batch, isLast);
    }
    if (this.#isClosed || PAUSED.has(this.#view.phase)) return;
    await this.#keep();
    const refused = new Map([...this.#view.refused].filter(([slot]) => this.#held.has(slot)));
    if (this.#held.size > 0) this.#show({ phase: "refused", refused });
    else if (book.hasUnsaved) this.#show({ phase: "unsaved", refused });
    else this.#show({ phase: "saved", refused, savedAt: Date.now(), problem: null });
  }

  /** Whether to go on with the next batch. */
  async #sendOne(batch: Batch, isLast: boolean): Promise<boolean> {
    const { draft, wire, book } = this.#own;
    try {
      const saved = await wire.save(draft.id, this.#version, bodyOf(batch), isLast);
      this.#settle(batch, saved);
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        book.returned(batch);
        throw error;
      }
      return await this.#recover(batch, error);
    }
  }

  #settle(batch: Batch, saved: SavedDraft): void {
    this.#version = saved.version;
    this.#failures = 0;
    this.#own.book.settled(batch);
    const refused = new Map(this.#view.refused);
    for (const patch of batch.patches) refused.delete(slotOf(patch));
    refused.delete("");
    this.#show({ refused, isOutdated: saved.is_outdated, problem: null });
  }

  async #recover(batch: Batch, problem: ApiProblem): Promise<boolean> {
    const { book } = this.#own;
    if (PASSING.has(problem.status)) return this.#wait(problem);
    if (problem.status === 412) {
      book.returned(batch);
      return this.#bringTogether();
    }
    if (problem.status === 409 && batch.patches.some(isOffered)) return this.#sendOrphaned(batch);
    book.returned(batch);
    if (problem.status === 422 && this.#hold(batch, problem)) return true;
    this.#show({ phase: "stuck", problem });
    return false;
  }

  #wait(problem: ApiProblem): false {
    const delay = RETRY[Math.min(this.#failures, RETRY.length - 1)] ?? 15_000;
    this.#failures += 1;
    this.#show({ phase: "offline", problem });
    this.#plan(delay);
    return false;
  }

  /** Keep what was refused back until it is changed, and let everything else go on. */
  #hold(batch: Batch, problem: ApiProblem): boolean {
    const refused = new Map(this.#view.refused);
    let isAny = false;
    for (const issue of problem.issues.filter((one) => one.severity === "error")) {
      const no = /^\/patches\/(\d+)/.exec(issue.where?.pointer ?? "")?.[1];
      const patch = no === undefined ? undefined : batch.patches[Number(no)];
      if (!patch) continue;
      const slot = slotOf(patch);
      isAny = true;
      this.#held.set(slot, [...(this.#held.get(slot) ?? []), issue]);
      refused.set(slot, this.#held.get(slot) ?? []);
    }
    this.#show({ refused });
    return isAny;
  }

  /** Pre-labels that are not offered any more can still be kept, as if they had been drawn. */
  async #sendOrphaned(batch: Batch): Promise<boolean> {
    const { draft, wire, book } = this.#own;
    const patches = batch.patches.filter((one) => one.op === "put" || one.op === "remove").map(orphaned);
    const orphans = batch.patches.filter((one) => one.op === "put" && one.accepts).length;
    try {
      if (patches.length > 0) {
        const body = { patch_id: batch.id, patches } as DraftPatch;
        this.#settle(batch, await wire.save(draft.id, this.#version, body, false));
      } else book.settled(batch);
      this.#show({ orphans: this.#view.orphans + orphans });
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && PASSING.has(error.status)) return this.#wait(error);
      book.returned(batch);
      if (error instanceof ApiProblem) this.#show({ phase: "stuck", problem: error });
      return false;
    }
  }

  /** The draft has moved on elsewhere: take that in, and ask only where both changed the same. */
  async #bringTogether(): Promise<boolean> {
    const { draft, wire, book } = this.#own;
    try {
      const theirs = await wire.read(draft.id);
      const content = book.outbox();
      const base = new Map(keysOf(content).map((key) => [key, book.savedAt(key)] as const));
      const there = new Map(theirs.annotations.map((one) => [one.key ?? "", one] as const));
      const differences = differencesOf(keysOf(content), {
        base: (key) => base.get(key),
        mine: (key) => book.get("draft", key),
        theirs: (key) => there.get(key),
      });
      this.#version = theirs.version;
      book.adopt(theirs);
      this.#show({ isOutdated: theirs.is_outdated });
      if (differences.length === 0) return true;
      this.#show({ phase: "conflict", differences });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (PASSING.has(error.status)) return this.#wait(error);
      this.#show({ phase: "stuck", problem: error });
    }
    return false;
  }

  /** Write what is unsent into the outbox; calls that come while one is being written make it one more. */
  #keep(): Promise<void> {
    this.#keepsAgain = true;
    this.#keeping ??= this.#keepAll().finally(() => {
      this.#keeping = null;
    });
    return this.#keeping;
  }

  async #keepAll(): Promise<void> {
    while (this.#keepsAgain) {
      this.#keepsAgain = false;
      try {
        await this.#write();
        if (!this.#view.isKept) this.#show({ isKept: true });
      } catch {
        // A full or forbidden disk: the page then asks before it is closed.
        this.#show({ isKept: false });
      }
    }
  }

  async #write(): Promise<void> {
    const { book, outbox, draft, sender } = this.#own;
    if (this.#isClosed) return;
    if (!book.hasUnsaved) return outbox.drop(draft.id, sender.window);
    const content = book.outbox();
    const base = keysOf(content).map((key) => [key, book.savedAt(key) ?? null] as const);
    const kept: Kept = { ...content, base };
    const changes = waitingIn(content);
    const version = this.#version;
    await outbox.keep({ ...sender, draft: draft.id, version, changes, changedAt: Date.now(), content: kept });
  }

  async #dropAll(parcels: readonly Parcel[]): Promise<void> {
    for (const one of parcels) await this.#own.outbox.drop(one.draft, one.window);
  }

  #show(part: Partial<SyncView>): void {
    const waiting = this.#own.book.hasUnsaved ? waitingIn(this.#own.book.outbox()) : 0;
    this.#view = { ...this.#view, ...part, waiting };
    for (const listener of this.#listeners) listener();
  }
}
