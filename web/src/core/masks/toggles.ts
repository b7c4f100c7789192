import { compress, expand } from "./counts";

/**
 * A mask as the ascending positions at which pixels go on and off, in pairs: `[5, 8]` sets 5, 6 and 7. Positions run
 * down the columns: `x * height + y`.
 */
export type Toggles = Int32Array;

export const NOTHING: Toggles = new Int32Array(0);

export function fromCounts(text: string): Toggles {
  const counts = expand(text);
  const toggles = new Int32Array(counts.length + 1);
  let size = 0;
  let position = 0;
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index] as number;
    position += count;
    // The last unset run ends where nothing begins, and empty runs change nothing.
    if (index % 2 === 0 && index === counts.length - 1) break;
    if (size > 0 && toggles[size - 1] === position) size -= 1;
    else {
      toggles[size] = position;
      size += 1;
    }
  }
  return toggles.subarray(0, size);
}

/** The compressed text of toggles over `size` pixels, spelled as the COCO API does. */
export function toCounts(toggles: Toggles, size: number): string {
  const isOpen = toggles.length === 0 || toggles[toggles.length - 1] !== size;
  const counts = new Int32Array(toggles.length + (isOpen ? 1 : 0));
  let before = 0;
  for (let index = 0; index < toggles.length; index += 1) {
    const position = toggles[index] as number;
    counts[index] = position - before;
    before = position;
  }
  if (isOpen) counts[toggles.length] = size - before;
  return compress(counts);
}

export function areaOf(toggles: Toggles): number {
  let area = 0;
  for (let index = 0; index < toggles.length; index += 2) {
    area += (toggles[index + 1] as number) - (toggles[index] as number);
  }
  return area;
}

/** Calls for every vertical stretch of set pixels: column `x`, from row `top` up to, not including, `bottom`. */
export function eachStretch(
  toggles: Toggles,
  height: number,
  stretch: (x: number, top: number, bottom: number) => void,
): void {
  for (let index = 0; index < toggles.length; index += 2) {
    let from = toggles[index] as number;
    const to = toggles[index + 1] as number;
    while (from < to) {
      const x = Math.floor(from / height);
      const end = Math.min(to, (x + 1) * height);
      stretch(x, from - x * height, end - x * height);
      from = end;
    }
  }
}

/** The tight box `[left, top, width, height]`; null when no pixel is set. */
export function boxOf(toggles: Toggles, height: number): [number, number, number, number] | null {
  const last = toggles[toggles.length - 1];
  if (last === undefined) return null;
  const left = Math.floor((toggles[0] as number) / height);
  const right = Math.floor((last - 1) / height);
  let top = height;
  let bottom = 0;
  eachStretch(toggles, height, (_, from, to) => {
    if (from < top) top = from;
    if (to > bottom) bottom = to;
  });
  return [left, top, right - left + 1, bottom - top];
}

/** Whether a pixel is set. */
export function isSet(toggles: Toggles, height: number, x: number, y: number): boolean {
  if (y < 0 || y >= height || x < 0) return false;
  const position = x * height + y;
  let low = 0;
  let high = toggles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((toggles[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

type Rule = (inOne: boolean, inOther: boolean) => boolean;

/** Pixels of which a rule says so; the rule has to leave out what is in neither. */
export function combined(one: Toggles, other: Toggles, rule: Rule): Toggles {
  const toggles = new Int32Array(one.length + other.length);
  let size = 0;
  let i = 0;
  let j = 0;
  let isOn = false;
  while (i < one.length || j < other.length) {
    const a = i < one.length ? (one[i] as number) : Infinity;
    const b = j < other.length ? (other[j] as number) : Infinity;
    const position = Math.min(a, b);
    if (a === position) i += 1;
    if (b === position) j += 1;
    if (rule(i % 2 === 1, j % 2 === 1) === isOn) continue;
    isOn = !isOn;
    toggles[size] = position;
    size += 1;
  }
  return toggles.slice(0, size);
}

export function union(one: Toggles, other: Toggles): Toggles {
  return combined(one, other, (a, b) => a || b);
}

/** What is in the first and not in the second. */
export function subtracted(one: Toggles, other: Toggles): Toggles {
  return combined(one, other, (a, b) => a && !b);
}

export function intersection(one: Toggles, other: Toggles): Toggles {
  return combined(one, other, (a, b) => a && b);
}
