/** Label Studio keymap: the JSON of its setting `EDITOR_KEYMAP`, read as changes of a keymap. */

import type { ActionId } from "./actions";
import { readChord } from "./chord";

const ACTIONS_OF: Readonly<Record<string, ActionId>> = {
  "annotation:submit": "task.submit",
  "annotation:skip": "task.skip",
  "annotation:undo": "edit.undo",
  "annotation:redo": "edit.redo",
  "task:next": "task.next",
  "task:previous": "task.previous",
  "region:delete-all": "region.deleteAll",
  "region:relation": "tool.relation",
  "region:visibility": "region.hide",
  "region:lock": "region.lock",
  "region:meta": "region.comment",
  "region:unselect": "region.deselect",
  "region:delete": "region.delete",
  "region:cycle": "region.next",
  "region:duplicate": "region.duplicate",
  "media:playpause": "time.play",
  "media:step-forward": "time.frameNext",
  "media:step-backward": "time.framePrevious",
  "video:keyframe-forward": "time.keyframeNext",
  "video:keyframe-backward": "time.keyframePrevious",
};

export interface ReadKeymap {
  readonly changed: Partial<Record<ActionId, readonly string[]>>;
  /** What could not be taken over, each with the reason. */
  readonly left: readonly string[];
}

/**
 * Read a keymap of Label Studio.
 *
 * @throws SyntaxError when the text is no JSON object of shortcuts.
 */
export function readLabelStudioKeymap(text: string, isMac: boolean): ReadKeymap {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new SyntaxError("The file is no keymap of Label Studio: it must be an object of shortcuts.");
  const changed: Partial<Record<ActionId, readonly string[]>> = {};
  const left: string[] = [];
  for (const [name, shortcut] of Object.entries(parsed)) {
    const action = ACTIONS_OF[name];
    const written = keysOf(shortcut, isMac);
    const chords = written?.map((one) => readChord(one, isMac));
    if (!action) left.push(`${name}: there is no such action here`);
    else if (!chords || chords.includes(null)) left.push(`${name}: ${JSON.stringify(shortcut)} names no key`);
    else changed[action] = chords as string[];
  }
  return { changed, left };
}

function keysOf(shortcut: unknown, isMac: boolean): string[] | null {
  if (typeof shortcut !== "object" || shortcut === null) return null;
  const { key, mac, active } = shortcut as { key?: unknown; mac?: unknown; active?: unknown };
  if (active === false) return [];
  const own = isMac && typeof mac === "string" ? mac : key;
  if (typeof own !== "string" || own === "") return null;
  return own.split(",").map((one) => one.trim());
}
