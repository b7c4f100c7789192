/** Keymap: which chords do which action, from a preset and what a person has changed of it. */

import { ACTIONS, type ActionId, actionOf, contains, type Scope } from "./actions";
import { isBare, readChord } from "./chord";
import { whyReserved } from "./reserved";

/** Chords of an action; with `mac` where a Mac has others. `mod` is command on a Mac and control elsewhere. */
export type Chords =
  | readonly string[]
  | { readonly mac: readonly string[]; readonly other: readonly string[] };

export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly keys: Readonly<Partial<Record<ActionId, Chords>>>;
  /** Chords for the features of an ontology, in their order. */
  readonly features: readonly string[];
}

/** What a person has chosen: a preset, and chords of their own instead of it; an empty list means no chord. */
export interface KeymapChoice {
  readonly preset: string;
  readonly changed: Readonly<Partial<Record<ActionId, readonly string[]>>>;
}

/** A keymap for one platform, every chord in canonical spelling. */
export interface Keymap {
  readonly isMac: boolean;
  readonly chords: ReadonlyMap<ActionId, readonly string[]>;
  readonly features: readonly string[];
}

/** Two actions that the same chord would do at the same place. */
export interface Clash {
  readonly chord: string;
  readonly actions: readonly [ActionId | "feature", ActionId | "feature"];
}

/** Put a preset and a person's changes of it together. */
export function resolved(preset: Preset, changed: KeymapChoice["changed"], isMac: boolean): Keymap {
  const chords = new Map<ActionId, readonly string[]>();
  for (const { id } of ACTIONS) chords.set(id, spelled(changed[id] ?? preset.keys[id] ?? [], isMac));
  return { isMac, chords, features: spelled(preset.features, isMac) };
}

function spelled(chords: Chords, isMac: boolean): string[] {
  const own = "mac" in chords ? (isMac ? chords.mac : chords.other) : chords;
  return own.map((one) => readChord(one, isMac)).filter((one): one is string => one !== null);
}

/**
 * Find chords that would do two things.
 *
 * A chord of an outer scope reaches into all that lies within, so the same chord there is a clash too. A chord that
 * begins a sequence clashes with the sequence.
 */
export function clashes(keymap: Keymap): Clash[] {
  const found: Clash[] = [];
  const entries = everyChord(keymap);
  for (const [at, [chord, action, scope]] of entries.entries())
    for (const [other, second, where] of entries.slice(at + 1)) {
      if (!chordsMeet(chord, other) || action === second) continue;
      if (contains(scope, where) || contains(where, scope)) found.push({ chord, actions: [action, second] });
    }
  return found;
}

function everyChord(keymap: Keymap): (readonly [string, ActionId | "feature", Scope])[] {
  const own = [...keymap.chords].flatMap(([id, chords]) =>
    chords.map((chord) => [chord, id, actionOf(id).scope] as const),
  );
  return [...own, ...keymap.features.map((chord) => [chord, "feature", "stage"] as const)];
}

/** Whether two chords are the same, or one begins the other. */
export function chordsMeet(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);
}

/** Say why a chord cannot be given to an action, in words for whoever pressed it; null when it can. */
export function whyNot(keymap: Keymap, id: ActionId, chord: string): string | null {
  const { scope, title } = actionOf(id);
  const reserved = whyReserved(chord);
  if (reserved !== null) return reserved;
  if (isBare(chord) && scope !== "stage" && scope !== "time" && chord !== "?")
    return `A single key only works while nobody writes, and “${title}” is at hand then too: add Ctrl or Alt.`;
  const tried = new Map(keymap.chords).set(id, [chord]);
  const clash = clashes({ ...keymap, chords: tried }).find((one) => one.actions.includes(id));
  if (!clash) return null;
  const other = clash.actions.find((one) => one !== id) ?? id;
  const taken = other === "feature" ? "picks a feature" : `is “${actionOf(other).title}”`;
  return `This key already ${taken}: take it away there first.`;
}
