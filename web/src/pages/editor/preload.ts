/** Preload: the next tasks and their pictures are there before they are asked for, without being taken. */

import type { WholeTask } from "../../api/gen";
import { Ahead } from "../../core/ahead";
import type { OntologyIndex } from "../../core/ontology";
import { loadPicture } from "../../stages/pictures";
import { fetchBeginning, fetchLabels, fetchUpcoming } from "./wire";

/** How many tasks are looked at ahead. */
const AHEAD = 2;
/** The most the server lists. */
const MOST = 100;
/** Milliseconds a task has for being shown before anything is done for those after it. */
const HEAD_START = 500;
/** Milliseconds after which a page that is never idle has to do with it. */
const LONGEST = 3000;

export class Preloader {
  /** The first task that comes next, put together. */
  readonly ahead: Ahead;
  readonly #project: string;
  #turn = 0;

  constructor(project: string) {
    this.#project = project;
    const beginning = ({ id }: WholeTask) => fetchBeginning(project, id);
    this.ahead = new Ahead({ beginning, labels: fetchLabels, idle });
  }

  /** Once a task has had time to be shown, fetch what comes after it. A failure changes nothing. */
  async look(current: WholeTask, ontology: OntologyIndex): Promise<void> {
    const turn = ++this.#turn;
    await Promise.all([new Promise((done) => setTimeout(done, HEAD_START)), ...picturesOf(current)]);
    await idle();
    try {
      if (turn === this.#turn) await this.#fetch(current.id, ontology);
    } catch {
      // It is then fetched when its turn comes.
    }
  }

  /** Begin with nothing any more. */
  stop(): void {
    this.#turn++;
  }

  /** Return the first task that is the person's turn and was not visited. */
  async after(visited: readonly number[]): Promise<WholeTask | null> {
    const tasks = await fetchUpcoming(this.#project, Math.min(visited.length + 1, MOST));
    return tasks.find((one) => !visited.includes(one.id)) ?? null;
  }

  async #fetch(current: number, ontology: OntologyIndex): Promise<void> {
    const found = await fetchUpcoming(this.#project, AHEAD + 1);
    const tasks = found.filter((one) => one.id !== current).slice(0, AHEAD);
    for (const task of tasks) picturesOf(task);
    const [next] = tasks;
    if (next) await this.ahead.prepare(next, ontology);
  }
}

/** The stage keeps as many decoded pictures as are looked at ahead, and finds them when its turn comes. */
function picturesOf({ data_row: row }: WholeTask): Promise<unknown>[] {
  const [first] = row.assets;
  return first?.media_type === "image" ? [loadPicture(row.id, 0, first).catch(() => undefined)] : [];
}

/** Fulfils when the page has nothing to do, or has had something to do for long. */
function idle(): Promise<void> {
  return new Promise((done) => {
    if (typeof requestIdleCallback === "undefined") setTimeout(done, 50);
    else requestIdleCallback(() => done(), { timeout: LONGEST });
  });
}
