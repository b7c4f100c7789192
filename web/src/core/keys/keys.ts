/** Keys: presses of keys become actions, by the scope the focus is in. */

import { type ActionId, actionOf, contains, type Scope } from "./actions";
import { chordOf, isBare, type Press } from "./chord";
import type { Keymap } from "./keymap";

/** Where a key was pressed: the innermost scope, and whether what has the focus takes text. */
export interface Place {
  readonly scope: Scope;
  readonly isText: boolean;
}

/** Does an action; `false` when it had nothing to do, so that the key keeps its meaning for the browser. */
export type Deed = () => unknown;

/** Picks a feature by its number, the first is 0; `false` when there is none. */
export type Pick = (no: number) => unknown;

/** How long the second key of a sequence may take, in milliseconds. */
export const PATIENCE = 1500;

/** What a field for text does with keys itself. */
const TEXT_KEYS = /^(mod\+(z|y|a|c|v|x|left|right|backspace|delete|shift\+z)|shift\+tab|tab|.)$/;

/** Turns presses into actions. The innermost scope that knows a chord wins. */
export class Keys {
  #keymap: Keymap;
  #byChord = new Map<string, (ActionId | number)[]>();
  #prefixes = new Set<string>();
  #deeds = new Map<ActionId, Deed[]>();
  #pick: Pick | null = null;
  #features: readonly (string | null)[] = [];
  #begun: { chord: string; at: number } | null = null;
  #listeners = new Set<() => void>();

  constructor(keymap: Keymap) {
    this.#keymap = keymap;
    this.#index();
  }

  get keymap(): Keymap {
    return this.#keymap;
  }

  set keymap(keymap: Keymap) {
    this.#keymap = keymap;
    this.#index();
    for (const listener of this.#listeners) listener();
  }

  /** The first key of a sequence whose second is awaited. */
  get begun(): string | null {
    return this.#begun?.chord ?? null;
  }

  /** Call when the keymap or the awaited key changes; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Let an action be done; the one bound last comes first. Returns how to take it back. */
  bind(id: ActionId, deed: Deed): () => void {
    const deeds = this.#deeds.get(id) ?? [];
    this.#deeds.set(id, [deed, ...deeds]);
    return () => {
      this.#deeds.set(
        id,
        (this.#deeds.get(id) ?? []).filter((one) => one !== deed),
      );
    };
  }

  /**
   * Let features be picked by their number, the first is 0.
   *
   * `chords` says by which keys, in the order of the features; without it, by those of the keymap. What an ontology
   * names as a key comes before what the keymap does with it.
   */
  bindFeatures(pick: Pick, chords: readonly (string | null)[] = this.#keymap.features): () => void {
    this.#pick = pick;
    this.#features = chords;
    this.#index();
    return () => {
      if (this.#pick !== pick) return;
      this.#pick = null;
      this.#features = [];
      this.#index();
    };
  }

  /** Whether anybody would do an action now. */
  isBound(id: ActionId): boolean {
    return (this.#deeds.get(id)?.length ?? 0) > 0;
  }

  /** Do an action as if its key had been pressed; false when nobody did anything. */
  act(id: ActionId): boolean {
    return (this.#deeds.get(id) ?? []).some((deed) => deed() !== false);
  }

  /** Take a press; true when it did something and the browser shall do nothing with it. */
  press(press: Press, place: Place, now: number): boolean {
    const chord = chordOf(press, this.#keymap.isMac);
    if (chord === null) return false;
    if (place.isText && this.#isForText(chord, press)) return false;
    const begun = this.#begun !== null && now - this.#begun.at <= PATIENCE ? this.#begun.chord : null;
    this.#await(null, now);
    if (begun !== null && this.#do(`${begun} ${chord}`, place)) return true;
    if (this.#do(chord, place)) return true;
    if (this.#prefixes.has(chord) && contains("stage", place.scope) && !place.isText) {
      this.#await(chord, now);
      return true;
    }
    return false;
  }

  #await(chord: string | null, at: number): void {
    if (this.begun === chord) return;
    this.#begun = chord === null ? null : { chord, at };
    for (const listener of this.#listeners) listener();
  }

  #do(chord: string, place: Place): boolean {
    const found = (this.#byChord.get(chord) ?? []).filter((one) => this.#isAtHand(one, chord, place));
    return found.some((one) => (typeof one === "number" ? this.#picks(one) : this.act(one)));
  }

  #picks(no: number): boolean {
    return this.#pick !== null && this.#pick(no) !== false;
  }

  #isAtHand(one: ActionId | number, chord: string, place: Place): boolean {
    const scope = typeof one === "number" ? "stage" : actionOf(one).scope;
    if (!contains(scope, place.scope)) return false;
    // Help is promised everywhere; other single signs would surprise whoever speaks or types elsewhere.
    return !isBare(chord) || chord === "?" || contains("stage", place.scope);
  }

  #isForText(chord: string, press: Press): boolean {
    if (press.key.length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey) return true;
    const mod = this.#keymap.isMac ? "meta" : "ctrl";
    return TEXT_KEYS.test(chord.replace(`${mod}+`, "mod+"));
  }

  #index(): void {
    this.#byChord = new Map();
    const add = (chord: string, one: ActionId | number) =>
      this.#byChord.set(chord, [...(this.#byChord.get(chord) ?? []), one]);
    for (const [no, chord] of this.#features.entries()) if (chord !== null) add(chord, no);
    for (const [id, chords] of this.#keymap.chords) for (const chord of chords) add(chord, id);
    this.#prefixes = new Set(
      [...this.#byChord.keys()].filter((one) => one.includes(" ")).map((one) => one.split(" ")[0] ?? ""),
    );
  }
}
