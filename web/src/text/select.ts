/** A part of a text in UTF-16 units; `end` is exclusive. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** How far around a position words are looked for: none is longer. */
const AROUND = 200;

const words = new Intl.Segmenter(undefined, { granularity: "word" });
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The word at a position, or in front of it when it is at the end of one; null between words. */
export function wordAt(text: string, unit: number): Extent | null {
  const from = windowStart(text, unit);
  const part = text.slice(from, unit + AROUND);
  let found: Extent | null = null;
  for (const { segment, index, isWordLike } of words.segment(part)) {
    const start = from + index;
    const end = start + segment.length;
    if (start > unit) break;
    if (isWordLike && end >= unit) found = { start, end };
  }
  return found;
}

/** Grows a part to whole words at both ends, and leaves out blanks and line breaks around them. */
export function snapped(text: string, extent: Extent): Extent {
  const inner = trimmed(text, extent);
  if (inner.start >= inner.end) return inner;
  const first = wordOver(text, inner.start);
  const last = wordOver(text, inner.end - 1);
  return { start: first?.start ?? inner.start, end: last?.end ?? inner.end };
}

/** A part without blanks and line breaks at its ends. */
export function trimmed(text: string, { start, end }: Extent): Extent {
  let [from, to] = [start, end];
  while (from < to && isBlank(text, from)) from += 1;
  while (to > from && isBlank(text, to - 1)) to -= 1;
  return { start: from, end: to };
}

/** The position one character to a reader further on, or back. */
export function stepped(text: string, unit: number, way: 1 | -1): number {
  if (way > 0) {
    const [next] = graphemes.segment(text.slice(unit, unit + AROUND));
    return unit + (next?.segment.length ?? 0);
  }
  const from = Math.max(0, windowStart(text, unit));
  let at = unit;
  for (const { index } of graphemes.segment(text.slice(from, unit))) at = from + index;
  return at;
}

/** The position one word further on, or back: the end of the next, the start of the one before. */
export function steppedWord(text: string, unit: number, way: 1 | -1): number {
  if (way > 0) {
    for (const { segment, index, isWordLike } of words.segment(text.slice(unit, unit + 4 * AROUND))) {
      if (isWordLike) return unit + index + segment.length;
    }
    return Math.min(text.length, unit + 4 * AROUND);
  }
  const from = Math.max(0, unit - 4 * AROUND);
  let at = from;
  for (const { index, isWordLike } of words.segment(text.slice(from, unit)))
    if (isWordLike) at = from + index;
  return at;
}

/** A part of a text in one line, for reading aloud: what is long loses its middle. */
export function quoted(text: string, { start, end }: Extent, most = 80): string {
  const size = end - start;
  const whole = size <= most ? text.slice(start, end) : cutMiddle(text, start, end, most);
  return `“${whole.replace(/\s+/g, " ").trim()}”`;
}

function cutMiddle(text: string, start: number, end: number, most: number): string {
  const half = Math.floor(most / 2);
  return `${text.slice(start, start + half)} … ${text.slice(end - half, end)}`;
}

/** The word that holds the character at a unit. */
function wordOver(text: string, unit: number): Extent | null {
  const from = windowStart(text, unit);
  for (const { segment, index, isWordLike } of words.segment(text.slice(from, unit + AROUND))) {
    const start = from + index;
    const end = start + segment.length;
    if (start <= unit && unit < end) return isWordLike ? { start, end } : null;
  }
  return null;
}

/** Where to begin looking so that the word at a unit is seen whole: at a blank, if there is one. */
function windowStart(text: string, unit: number): number {
  const least = Math.max(0, unit - AROUND);
  if (least === 0) return 0;
  const blank = text.slice(least, unit).search(/\s/);
  return blank < 0 ? least : least + blank;
}

function isBlank(text: string, unit: number): boolean {
  return /\s/.test(text[unit] ?? "");
}
