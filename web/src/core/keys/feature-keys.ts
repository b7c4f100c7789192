/** Feature keys: which key picks which feature of an ontology. */

import { readChord } from "./chord";
import { chordsMeet, type Keymap } from "./keymap";
import { whyReserved } from "./reserved";

/** Return a chord per choice, in their order: the one the ontology names, else the next free one of the preset. */
export function featureKeys(
  choices: readonly { readonly hotkey: string | null }[],
  keymap: Keymap,
): (string | null)[] {
  const own = choices.map(({ hotkey }) => named(hotkey, keymap.isMac));
  const taken = own.filter((one) => one !== null);
  const free = keymap.features.filter((one) => !taken.some((other) => chordsMeet(one, other)));
  const first = own.map((one, no) => (one !== null && own.indexOf(one) === no ? one : null));
  return first.map((one) => one ?? free.shift() ?? null);
}

/** Chords of an action that features leave to it: a feature's key comes first, and so do sequences it would begin. */
export function unshadowed(
  chords: readonly string[],
  features: readonly (string | null)[],
): readonly string[] {
  return chords.filter(
    (chord) => !features.some((one) => one !== null && (chord === one || chord.startsWith(`${one} `))),
  );
}

function named(hotkey: string | null, isMac: boolean): string | null {
  const chord = hotkey === null ? null : readChord(hotkey, isMac);
  return chord !== null && whyReserved(chord) === null ? chord : null;
}
