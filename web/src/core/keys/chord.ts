/** Chord: keys pressed together, written `ctrl+shift+z`; two chords after one another are `g 1`. */

/** What of a keyboard event a chord is made from. */
export interface Press {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  " ": "space",
  spacebar: "space",
  esc: "escape",
  return: "enter",
  del: "delete",
  arrowleft: "left",
  arrowright: "right",
  arrowup: "up",
  arrowdown: "down",
  page_up: "pageup",
  page_down: "pagedown",
  "+": "plus",
};

const MODIFIERS: Readonly<Record<string, Modifier>> = {
  ctrl: "ctrl",
  control: "ctrl",
  alt: "alt",
  option: "alt",
  shift: "shift",
  meta: "meta",
  cmd: "meta",
  command: "meta",
};

/** The order in which modifiers are written. */
const ORDER = ["ctrl", "alt", "shift", "meta"] as const;
type Modifier = (typeof ORDER)[number];

/** Keys that are written on one key with another sign: a press of them says which sign it was. */
const CODES: Readonly<Record<string, string>> = {
  Period: ".",
  Comma: ",",
  Slash: "/",
  BracketLeft: "[",
  BracketRight: "]",
  Minus: "-",
  Equal: "=",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
};

/**
 * Return a chord as this module spells it, or null when it is none.
 *
 * `mod` is the command key of a Mac and control elsewhere. A sequence of two chords is kept as one.
 */
export function readChord(text: string, isMac: boolean): string | null {
  const steps = text.trim().toLowerCase().split(/\s+/);
  if (steps.length > 2) return null;
  const read = steps.map((step) => readStep(step, isMac));
  return read.includes(null) ? null : read.join(" ");
}

function readStep(step: string, isMac: boolean): string | null {
  const parts = step === "+" ? ["plus"] : step.replace(/\+\+$/, "+plus").split("+");
  const key = parts.pop();
  if (!key || key in MODIFIERS || key === "mod") return null;
  const held = new Set<Modifier>();
  for (const part of parts) {
    const modifier = part === "mod" ? (isMac ? "meta" : "ctrl") : MODIFIERS[part];
    if (!modifier) return null;
    held.add(modifier);
  }
  return spell(held, NAMES[key] ?? key);
}

/** Return the chord of a press, or null when only modifiers are down. */
export function chordOf(press: Press, isMac: boolean): string | null {
  const key = keyOf(press, isMac);
  if (key === null) return null;
  const held = new Set<Modifier>();
  if (press.ctrlKey) held.add("ctrl");
  if (press.altKey) held.add("alt");
  if (press.metaKey) held.add("meta");
  // A sign such as `?` already says that shift was needed for it, and on other keyboards it is not.
  if (press.shiftKey && !isSign(key)) held.add("shift");
  return spell(held, key);
}

function keyOf(press: Press, isMac: boolean): string | null {
  const raw = press.key.toLowerCase();
  if (["control", "shift", "alt", "meta", "altgraph", "dead", "process", "unidentified"].includes(raw))
    return null;
  if (isMac && press.altKey) return unaltered(press.code ?? "") ?? NAMES[raw] ?? raw;
  return NAMES[raw] ?? raw;
}

/** On a Mac the option key makes another sign of a letter: the place of the key says which one it was. */
function unaltered(code: string): string | null {
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  if (/^Digit\d$/.test(code)) return code.slice(5);
  return CODES[code] ?? null;
}

/** Whether a key is a sign whose spelling depends on shift: neither a letter nor a named key. */
function isSign(key: string): boolean {
  return key === "plus" || (key.length === 1 && key.toLowerCase() === key.toUpperCase() && !/\d/.test(key));
}

function spell(held: ReadonlySet<Modifier>, key: string): string {
  return [...ORDER.filter((one) => held.has(one)), key].join("+");
}

/** Whether a chord is a single sign, which may only act while nobody writes. */
export function isBare(chord: string): boolean {
  const first = chord.split(" ")[0] ?? "";
  const parts = first.split("+");
  const key = parts.at(-1) ?? "";
  return key.length === 1 && parts.every((one) => one === key || one === "shift");
}

const SHOWN: Readonly<Record<string, string>> = {
  ctrl: "Ctrl",
  alt: "Alt",
  shift: "Shift",
  meta: "Meta",
  enter: "Enter",
  space: "Space",
  escape: "Esc",
  backspace: "Backspace",
  delete: "Del",
  tab: "Tab",
  left: "←",
  right: "→",
  up: "↑",
  down: "↓",
  pageup: "Page up",
  pagedown: "Page down",
  plus: "+",
};
const SHOWN_ON_MAC: Readonly<Record<string, string>> = {
  ...SHOWN,
  ctrl: "⌃",
  alt: "⌥",
  shift: "⇧",
  meta: "⌘",
  enter: "↩",
  backspace: "⌫",
  delete: "⌦",
  tab: "⇥",
};

/** Return the caps to show for a chord, in the order they are pressed; a sequence is one list after the other. */
export function capsOf(chord: string, isMac: boolean): string[][] {
  const names = isMac ? SHOWN_ON_MAC : SHOWN;
  return chord.split(" ").map((step) => step.split("+").map((one) => names[one] ?? one.toUpperCase()));
}

/** Return a chord as people write it, for tooltips and `aria-keyshortcuts`. */
export function shownChord(chord: string, isMac: boolean): string {
  const joint = isMac ? "" : "+";
  return capsOf(chord, isMac)
    .map((caps) => caps.join(joint))
    .join(" then ");
}
