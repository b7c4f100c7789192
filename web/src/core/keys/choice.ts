/** Choice: a person's keymap as it is kept in the browser, and as a file. */

import { type ActionId, isAction } from "./actions";
import { readChord } from "./chord";
import type { KeymapChoice } from "./keymap";
import { readLabelStudioKeymap } from "./label-studio-keymap";
import { PRESETS } from "./presets/table";

const FORMAT = "postil-keymap";
const PLACE = "postil.keymap";
const NOTHING_CHOSEN: KeymapChoice = { preset: "default", changed: {} };

/** A place for a few texts, such as the browser's `localStorage`. */
export interface Shelf {
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
}

/** Return what was chosen in this browser; what cannot be read counts as nothing. */
export function loadChoice(shelf: Shelf): KeymapChoice {
  try {
    const text = shelf.getItem(PLACE);
    return text === null ? NOTHING_CHOSEN : readOwn(JSON.parse(text), false).choice;
  } catch {
    return NOTHING_CHOSEN;
  }
}

/** Keep a choice in this browser; a browser that keeps nothing is no problem. */
export function saveChoice(shelf: Shelf, choice: KeymapChoice): void {
  try {
    shelf.setItem(PLACE, writeChoice(choice));
  } catch {
    // Private windows may refuse: the choice then lasts as long as the page.
  }
}

/** Return a choice as a file to take along. */
export function writeChoice(choice: KeymapChoice): string {
  return `${JSON.stringify({ format: FORMAT, ...choice }, null, 2)}\n`;
}

export interface ReadChoice {
  readonly choice: KeymapChoice;
  /** What could not be taken over, each with the reason. */
  readonly left: readonly string[];
}

/**
 * Read a file with a keymap: one of ours, or Label Studio's `EDITOR_KEYMAP`, which begins from its preset.
 *
 * @throws SyntaxError when it is neither.
 */
export function readChoice(text: string, isMac: boolean): ReadChoice {
  const parsed: unknown = JSON.parse(text);
  if (isObject(parsed) && parsed.format === FORMAT) return readOwn(parsed, isMac);
  const { changed, left } = readLabelStudioKeymap(text, isMac);
  return { choice: { preset: "label-studio", changed }, left };
}

function readOwn(parsed: unknown, isMac: boolean): ReadChoice {
  if (!isObject(parsed)) throw new SyntaxError("The file is no keymap: it must be an object.");
  const { preset, changed } = parsed;
  if (!PRESETS.some((one) => one.name === preset))
    throw new SyntaxError(
      `There is no preset ${JSON.stringify(preset)}: take one of ${PRESETS.map((one) => one.name).join(", ")}.`,
    );
  const taken: Partial<Record<ActionId, readonly string[]>> = {};
  const left: string[] = [];
  for (const [name, chords] of Object.entries(isObject(changed) ? changed : {})) {
    const isRead =
      Array.isArray(chords) && chords.every((one) => typeof one === "string" && readChord(one, isMac));
    if (!isAction(name)) left.push(`${name}: there is no such action`);
    else if (!isRead) left.push(`${name}: ${JSON.stringify(chords)} names no keys`);
    else taken[name] = chords as string[];
  }
  return { choice: { preset: String(preset), changed: taken }, left };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
