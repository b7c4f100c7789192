/** So many UTF-16 units a piece of text in the page has at most; each is one text node. */
export const CHUNK = 2048;

/**
 * Where to cut a text into pieces: the first unit of each. Behind a line break if one is near, else behind a blank,
 * and never inside a character of two units or before a mark that belongs to the letter in front of it.
 */
export function chunkStarts(text: string, size = CHUNK): number[] {
  const starts = [0];
  let at = 0;
  while (text.length - at > size) {
    at = cut(text, at, at + size);
    starts.push(at);
  }
  return starts;
}

function cut(text: string, from: number, to: number): number {
  const least = from + Math.ceil((to - from) / 2);
  const line = text.lastIndexOf("\n", to - 1) + 1;
  if (line >= least) return line;
  const blank = text.lastIndexOf(" ", to - 1) + 1;
  if (blank >= least) return blank;
  let at = to;
  while (at > least && isInside(text, at)) at -= 1;
  if (at > least) return at;
  return isLow(text.charCodeAt(to)) ? to - 1 : to;
}

const MARK = /\p{M}|\u200d/u;

/** Whether what is before and behind a unit is one character to a reader. */
function isInside(text: string, at: number): boolean {
  if (isLow(text.charCodeAt(at))) return true;
  const next = String.fromCodePoint(text.codePointAt(at) ?? 0x20);
  const before = text[at - 1] ?? "";
  return MARK.test(next) || before === "\u200d" || (before === "\r" && next === "\n");
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
