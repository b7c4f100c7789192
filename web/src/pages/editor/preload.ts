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
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(project: string) {
    this.#project = project;
    const beginning = ({ id }: WholeTask) => fetchBeginning(project, id);
    this.ahead = new Ahead({ beginning, labels: fetchLabels, idle });
  }

  /** Once the current task has had time to be shown, fetch what comes after it. A failure changes nothing. */
  look(current: number, ontology: OntologyIndex): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#look(current, ontology), HEAD_START);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Return the first task that is the person's turn and was not visited. */
  async after(visited: readonly number[]): Promise<WholeTask | null> {
    const tasks = await fetchUpcoming(this.#project, Math.min(visited.length + 1, MOST));
    return tasks.find((one) => !visited.includes(one.id)) ?? null;
  }

  async #look(current: number, ontology: OntologyIndex): Promise<void> {
    try {
      await idle();
      const found = await fetchUpcoming(this.#project, AHEAD + 1);
      const tasks = found.filter((one) => one.id !== current).slice(0, AHEAD);
      for (const task of tasks) preload(task);
      const [next] = tasks;
      if (next) await this.ahead.prepare(next, ontology);
    } catch {
      // They are then fetched when their turn comes.
    }
  }
}

/** The stage keeps as many decoded pictures as are looked at ahead, and finds them when its turn comes. */
function preload({ data_row: row }: WholeTask): void {
  for (const [no, asset] of row.assets.entries())
    if (asset.media_type === "image" && no === 0) loadPicture(row.id, no, asset).catch(() => undefined);
}

/** Fulfils when the page has nothing to do, or has had something to do for long. */
function idle(): Promise<void> {
  return new Promise((done) => {
    if (typeof requestIdleCallback === "undefined") setTimeout(done, 50);
    else requestIdleCallback(() => done(), { timeout: LONGEST });
  });
}
