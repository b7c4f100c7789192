/** Preload: the next tasks and their pictures are there before they are asked for, without being taken. */

import type { WholeTask } from "../../api/gen";
import { contentUrl } from "./media-url";
import { fetchUpcoming } from "./wire";

/** How many tasks are looked at ahead. */
const AHEAD = 2;
/** The most the server lists. */
const MOST = 100;

export class Preloader {
  /** Held so that the browser keeps them decoded. */
  pictures: readonly HTMLImageElement[] = [];

  /** Fetch the media of the tasks that come after the current one. A failure changes nothing. */
  async look(project: string, current: number): Promise<void> {
    try {
      const tasks = await fetchUpcoming(project, AHEAD + 1);
      this.pictures = tasks
        .filter((one) => one.id !== current)
        .slice(0, AHEAD)
        .flatMap(picturesOf);
    } catch {
      this.pictures = [];
    }
  }

  /** Return the first task that is the person's turn and was not visited. */
  async after(project: string, visited: readonly number[]): Promise<WholeTask | null> {
    const tasks = await fetchUpcoming(project, Math.min(visited.length + 1, MOST));
    return tasks.find((one) => !visited.includes(one.id)) ?? null;
  }

  forget(): void {
    this.pictures = [];
  }
}

function picturesOf(task: WholeTask): HTMLImageElement[] {
  return task.data_row.assets.flatMap((asset, no) => {
    if (asset.media_type !== "image") return [];
    const picture = new Image();
    picture.decoding = "async";
    picture.fetchPriority = "low";
    picture.src = contentUrl(task.data_row.id, no);
    return [picture];
  });
}
