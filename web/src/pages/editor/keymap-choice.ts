/** Keymap choice: the keys of this person in this browser, and whoever wants to know when they change. */

import { loadChoice, saveChoice } from "../../core/keys/choice";
import { type Keymap, type KeymapChoice, resolved } from "../../core/keys/keymap";
import { presetOf } from "../../core/keys/presets/table";

export const isMac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

const listeners = new Set<() => void>();
let choice: KeymapChoice | null = null;
let keymap: Keymap | null = null;

export function currentChoice(): KeymapChoice {
  choice ??= loadChoice(localStorage);
  return choice;
}

export function currentKeymap(): Keymap {
  const { preset, changed } = currentChoice();
  keymap ??= resolved(presetOf(preset), changed, isMac);
  return keymap;
}

/** Keep another choice; every editor that is open follows at once. */
export function choose(next: KeymapChoice): void {
  choice = next;
  keymap = null;
  saveChoice(localStorage, next);
  for (const listener of listeners) listener();
}

export function subscribeChoice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
