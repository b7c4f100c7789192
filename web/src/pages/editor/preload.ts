/** Preload: the next tasks and their pictures are there before they are asked for, without being taken. */

import type { WholeTask } from "../../api/gen";
import { loadPicture } from "../../stages/pictures";
import { fetchUpcoming } from "./wire";

/** How many tasks are looked at ahead. */
const AHEAD = 2;
/** The most the server lists. */
const MOST = 100;

export class Preloader {
  /** Fetch the media of the tasks that come after the current one. A failure changes nothing. */
  async look(project: string, current: number): Promise<void> {
    try {
      const tasks = await fetchUpcoming(project, AHEAD + 1);
      for (const task of tasks.filter((one) => one.id !== current).slice(0, AHEAD)) preload(task);
    } catch {
      // They are then fetched when their turn comes.
    }
  }

  /** Return the first task that is the person's turn and was not visited. */
  async after(project: string, visited: readonly number[]): Promise<WholeTask | null> {
    const tasks = await fetchUpcoming(project, Math.min(visited.length + 1, MOST));
    return tasks.find((one) => !visited.includes(one.id)) ?? null;
  }
}

/** The stage keeps as many decoded pictures as are looked at ahead, and finds them when its turn comes. */
function preload({ data_row: row }: WholeTask): void {
  for (const [no, asset] of row.assets.entries())
    if (asset.media_type === "image" && no === 0) loadPicture(row.id, no, asset).catch(() => undefined);
}
