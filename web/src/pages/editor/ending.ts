/** Ending: a task is submitted or skipped once, however often its answer is lost. */

import { ApiProblem } from "../../api/problem";
import { newKey } from "../../core/annotation";
import type { EditorSession } from "./session";
import { wire } from "./wire";

export type Act = "submit" | "overwrite" | "skip";

/** Problems after which nobody knows whether the server has done it. */
const UNKNOWN = new Set([0, 408, 500, 502, 503, 504]);

export class Ending {
  /** The request whose answer was lost: what it was about, and its name. */
  #lost: { readonly about: string; readonly draft: string; readonly name: string } | null = null;

  /** Send a request; the same one again has the same name, and fulfils when the draft is gone since the first. */
  async send(session: EditorSession, act: Act, send: (name: string) => Promise<unknown>): Promise<void> {
    const draft = session.draft.id;
    const about = `${act} ${draft} ${session.sync.version}`;
    const before = this.#lost?.draft === draft ? this.#lost : null;
    const name = before?.about === about ? before.name : newKey();
    try {
      await send(name);
      this.#lost = null;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (UNKNOWN.has(error.status)) this.#lost = { about, draft, name };
      else if (before) {
        this.#lost = { ...before, about: "" };
        if (await isGone(draft)) return;
      }
      throw error;
    }
  }
}

async function isGone(draft: string): Promise<boolean> {
  try {
    await wire.read(draft);
    return false;
  } catch (error) {
    return error instanceof ApiProblem && error.status === 404;
  }
}

/** Say that changes were made too late to be part of what was submitted. */
export function cameLate(session: EditorSession, changes: number): ApiProblem {
  const what =
    changes === 1 ? "1 change of the task before came" : `${changes} changes of the task before came`;
  return new ApiProblem({
    status: 409,
    detail: `${what} after it was submitted and ${changes === 1 ? "is" : "are"} kept in this browser`,
    hint: `open task ${session.task.id} again to take ${changes === 1 ? "it" : "them"} up`,
  });
}
