/** Desk: where one person works on the tasks of a project, one after another. */

import type { Project, WholeTask } from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { newKey } from "../../core/annotation";
import { Keys } from "../../core/keys/keys";
import { OntologyIndex } from "../../core/ontology";
import { openOutbox, type Parcel } from "../../core/outbox";
import { sendParcels } from "../../core/parcels";
import { type Problem, problemsOf } from "../../core/required";
import { OwnWindow } from "../../core/windows";
import { type Act, cameLate, Ending } from "./ending";
import { currentKeymap } from "./keymap-choice";
import { Preloader } from "./preload";
import { type EditorSession, type Ground, openSession } from "./session";
import { close, discard, fetchOntology, fetchProject, fetchUser, skip, submit, takeNext, wire } from "./wire";

/** What the desk shows. */
export type DeskState =
  | { readonly kind: "loading" }
  | { readonly kind: "nothing" }
  | { readonly kind: "bare"; readonly project: Project }
  | { readonly kind: "failed"; readonly problem: unknown; readonly task: number | null }
  | { readonly kind: "open"; readonly session: EditorSession };

/** What the person is asked or told beside the task. */
export interface DeskNotes {
  /** A request of the person's is under way: they wait for it. */
  readonly isBusy: "submit" | "skip" | "move" | null;
  /** Why the last wish was not granted. */
  readonly problem: ApiProblem | null;
  /** What has to be answered before the draft can be submitted; filled when somebody tried. */
  readonly missing: readonly Problem[];
  /** The label says something else by now than when the task was opened, and the person wants to submit. */
  readonly isOutdated: boolean;
  readonly project: Project | null;
  /** Tasks submitted or skipped at this desk. */
  readonly done: number;
}

const QUIET: DeskNotes = {
  isBusy: null,
  problem: null,
  missing: [],
  isOutdated: false,
  project: null,
  done: 0,
};

export class Desk {
  readonly projectUid: string;
  readonly keys = new Keys(currentKeymap());
  #state: DeskState = { kind: "loading" };
  #notes: DeskNotes = QUIET;
  #ground: Ground | null = null;
  #visited: number[] = [];
  #at = -1;
  readonly #preloader: Preloader;
  readonly #ending = new Ending();
  readonly #window = new OwnWindow(navigator.locks, newKey());
  readonly #listeners = new Set<() => void>();

  constructor(projectUid: string) {
    this.projectUid = projectUid;
    this.#preloader = new Preloader(projectUid);
  }

  get state(): DeskState {
    return this.#state;
  }

  get notes(): DeskNotes {
    return this.#notes;
  }

  get session(): EditorSession | null {
    return this.#state.kind === "open" ? this.#state.session : null;
  }

  /** Whether a task was worked on before this one at this desk. */
  get canGoBack(): boolean {
    return this.#at > 0;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Open a task, or the next of the queue. */
  async start(task: number | null): Promise<void> {
    if (this.session && (task === null || this.session.task.id === task)) return;
    await this.#show(async () => {
      const ground = await this.#prepare();
      if (!ground) return;
      await (task === null ? this.#openNext(ground) : this.#open(ground, task));
    }, task);
  }

  /** Try again what failed. */
  async retry(): Promise<void> {
    const task = this.#state.kind === "failed" ? this.#state.task : null;
    this.#set({ kind: "loading" });
    await this.start(task);
  }

  /** Give up the task that could not be opened and take the next of the queue. */
  async openQueue(): Promise<void> {
    this.#set({ kind: "loading" });
    await this.start(null);
  }

  /** Leave this task as it is and go to the one after it. */
  async next(): Promise<void> {
    const ahead = this.#visited[this.#at + 1];
    await this.#move(async (ground) => {
      if (ahead !== undefined) return this.#open(ground, ahead, this.#at + 1);
      const found = await this.#preloader.after(this.#visited);
      if (found) return this.#open(ground, found);
      const problem = new ApiProblem({
        status: 404,
        detail: "this is the last task that is your turn",
        hint: "submit or skip it",
      });
      this.#note({ problem });
    });
  }

  async previous(): Promise<void> {
    const before = this.#visited[this.#at - 1];
    if (before === undefined) return;
    await this.#move((ground) => this.#open(ground, before, this.#at - 1));
  }

  /** Submit, unless something is missing; then open the next task. */
  async submit(isOverwriting = false): Promise<void> {
    const session = this.session;
    if (!session || this.#notes.isBusy) return;
    session.store.endDrawing();
    const found = problemsOf(session.store.draft, session.ontology);
    const missing = found.length > 0 ? found : QUIET.missing;
    this.#note({ missing, problem: null, isOutdated: false });
    if (missing.length > 0) return;
    await this.#finish(isOverwriting ? "overwrite" : "submit", session, (name) =>
      submit(session.draft.id, session.sync.version, name, isOverwriting),
    );
  }

  /** Say that there is nothing to be said about the data row; then open the next task. */
  async skip(reason: string): Promise<void> {
    const session = this.session;
    if (!session || this.#notes.isBusy) return;
    await this.#finish("skip", session, (name) => skip(session.draft.id, session.sync.version, name, reason));
  }

  /** Forget what was drafted and open the same task again, as its label is now. */
  async startAgain(): Promise<void> {
    const session = this.session;
    if (!session) return;
    await this.#move(async (ground) => {
      await session.sync.end();
      await discard(session.draft.id);
      await this.#open(ground, session.task.id, this.#at);
    });
  }

  /** Open the same task again with what is here: after it was taken away, or the draft was. */
  async reload(): Promise<void> {
    const session = this.session;
    if (session) await this.#move((ground) => this.#open(ground, session.task.id, this.#at));
  }

  /** Take note of what was told. */
  dismiss(): void {
    this.#note({ problem: null, isOutdated: false });
  }

  /** Leave the editor: what is unsent is sent or kept, and the task is left to others. */
  async leave(): Promise<void> {
    this.#preloader.stop();
    const session = this.session;
    if (session) {
      try {
        await session.sync.flush();
        await close(session.draft.id);
      } catch {
        // It stays in the outbox, and the task is somebody else's once the lease is over.
      }
      session.sync.close();
    }
    this.#window.close();
  }

  async #prepare(): Promise<Ground | null> {
    if (this.#ground) return this.#ground;
    const [project, user, outbox] = await Promise.all([
      fetchProject(this.projectUid),
      fetchUser(),
      openOutbox(),
    ]);
    this.#note({ project });
    if (!project.ontology) {
      this.#set({ kind: "bare", project });
      return null;
    }
    const ontology = new OntologyIndex(await fetchOntology(project.ontology));
    const { keys } = this;
    const { ahead } = this.#preloader;
    this.#ground = { project, ontology, user: user.id, keys, outbox, window: this.#window, ahead };
    return this.#ground;
  }

  async #openNext(ground: Ground): Promise<void> {
    const task = await takeNext(this.projectUid);
    if (!task) {
      this.#set({ kind: "nothing" });
      return;
    }
    await this.#open(ground, task);
  }

  async #open(ground: Ground, task: WholeTask | number, at = -1): Promise<void> {
    const before = this.session;
    const session = await openSession(ground, task);
    before?.sync.close();
    this.#at = at >= 0 ? at : this.#visited.push(session.task.id) - 1;
    this.#state = { kind: "open", session };
    this.#note({ missing: QUIET.missing, problem: null, isOutdated: false, isBusy: null });
    void this.#preloader.look(session.task, ground.ontology);
    void sendParcels(ground.outbox, ground.user, wire, (one) => this.#isInHand(one));
  }

  async #move(go: (ground: Ground) => Promise<void>): Promise<void> {
    const session = this.session;
    const ground = this.#ground;
    if (!session || !ground || this.#notes.isBusy) return;
    session.store.endDrawing();
    this.#note({ isBusy: "move", problem: null });
    try {
      // What cannot be sent now stays in the outbox and is taken up when the task is opened again.
      await session.sync.flush().catch(() => undefined);
      await go(ground);
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#note({ isBusy: null });
    }
  }

  async #finish(act: Act, session: EditorSession, send: (name: string) => Promise<unknown>): Promise<void> {
    this.#note({ isBusy: act === "skip" ? "skip" : "submit", problem: null });
    try {
      if (act !== "skip" || session.store.hasUnsaved) await session.sync.flush();
      await this.#ending.send(session, act, send);
      const late = session.sync.view.waiting;
      // What was changed while the request was under way is not in it: it waits for the task to be opened again.
      if (late > 0) session.sync.close();
      else await session.sync.end();
      this.#forget(session.task.id);
      // It is told together with what comes next: all that shows notes is made again each time.
      this.#notes = { ...this.#notes, done: this.#notes.done + 1 };
      const ground = this.#ground;
      if (ground) await this.#show(() => this.#openNext(ground), null);
      if (late > 0) this.#note({ problem: cameLate(session, late) });
      void this.#recount();
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#note({ isBusy: null });
    }
  }

  #refuse(error: unknown): void {
    if (!(error instanceof ApiProblem)) throw error;
    const isOutdated = error.status === 409 && error.message.startsWith("the label says something else");
    this.#note(isOutdated ? { isOutdated } : { problem: error });
  }

  /** What was left unsent in another task of this window is in nobody's hands. */
  async #isInHand(parcel: Parcel): Promise<boolean> {
    if (parcel.window === this.#window.name) return parcel.task === this.session?.task.id;
    return this.#window.isOpen(parcel.window);
  }

  /** What is done is not gone back to: it may be somebody else's by now. */
  #forget(task: number): void {
    this.#visited = this.#visited.filter((one) => one !== task);
    this.#at = this.#visited.length - 1;
  }

  async #recount(): Promise<void> {
    const project = await fetchProject(this.projectUid).catch(() => null);
    if (project) this.#note({ project });
  }

  async #show(act: () => Promise<void>, task: number | null): Promise<void> {
    try {
      await act();
    } catch (problem) {
      this.#set({ kind: "failed", problem, task });
    }
  }

  #set(state: DeskState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** Says what has changed of the notes, and with it the state where that was changed before. */
  #note(part: Partial<DeskNotes>): void {
    const notes = { ...this.#notes, ...part };
    const names = Object.keys(part) as (keyof DeskNotes)[];
    if (names.some((name) => notes[name] !== this.#notes[name])) this.#notes = notes;
    for (const listener of this.#listeners) listener();
  }
}
