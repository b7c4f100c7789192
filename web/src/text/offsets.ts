/**
 * Positions in one text, as the server counts them (code points, as Python does) and as the browser does (UTF-16
 * units). They differ behind every character beyond U+FFFF, such as most emoji.
 */
export class Offsets {
  readonly text: string;
  /** Where characters of two units begin, in units, ascending. */
  readonly #wide: Uint32Array;

  constructor(text: string) {
    this.text = text;
    this.#wide = wideOf(text);
  }

  /** How many code points the text has. */
  get length(): number {
    return this.text.length - this.#wide.length;
  }

  /** The unit a code point begins at. Behind the end it is the end, before the beginning 0. */
  toUnits(codePoint: number): number {
    const clamped = Math.min(Math.max(codePoint, 0), this.length);
    // The nth wide character (from 0) is code point `wide[n] - n`.
    const before = this.#countWhere((unit, no) => unit - no < clamped);
    return clamped + before;
  }

  /** The code point a unit belongs to: in the middle of a wide character, that one. */
  toCodePoints(unit: number): number {
    const clamped = Math.min(Math.max(unit, 0), this.text.length);
    return clamped - this.#countWhere((wide) => wide < clamped);
  }

  /** The text between two code points; the end is exclusive. */
  slice(start: number, end: number): string {
    return this.text.slice(this.toUnits(start), this.toUnits(end));
  }

  /** How many wide characters meet a condition that holds for the first so many alone. */
  #countWhere(holds: (unit: number, no: number) => boolean): number {
    let low = 0;
    let high = this.#wide.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(this.#wide[middle] as number, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function wideOf(text: string): Uint32Array {
  const found: number[] = [];
  for (let unit = 0; unit < text.length - 1; unit += 1) {
    const code = text.charCodeAt(unit);
    if (code < 0xd800 || code > 0xdbff) continue;
    const next = text.charCodeAt(unit + 1);
    if (next < 0xdc00 || next > 0xdfff) continue;
    found.push(unit);
    unit += 1;
  }
  return Uint32Array.from(found);
}
