import type { Toggles } from "../../core/masks/toggles";
import { TILE } from "../tiles";
import type { Mapping } from "./shape";

/** Pixels around a tile that are looked at for edges. */
export const RIM = 2;
/** Side of a coverage: a tile and its rim. */
export const SIDE = TILE + 2 * RIM;

/** Rows that have a covered pixel: the first, and the one after the last. */
export type Rows = readonly [number, number];

/**
 * Marks the pixels of a tile and its rim whose middle lies in a mask, for columns `from` up to, not including, `end`.
 *
 * `covered` is written column after column, at `x * SIDE + y`, so that a stretch of a mask is one fill; the tile's
 * own corner is at (RIM, RIM). It has to be empty in these columns.
 */
export function cover(
  covered: Uint8Array,
  toggles: Toggles,
  height: number,
  to: Mapping,
  from: number,
  end: number,
): Rows {
  let top = SIDE;
  let bottom = 0;
  let next = -1;
  for (let x = from; x < end; x++) {
    const column = Math.floor((x - RIM + 0.5 + to.originX) / to.scale);
    if (column < 0) continue;
    const start = column * height;
    if (next < 0) next = countUpTo(toggles, start);
    while (next < toggles.length && (toggles[next] as number) <= start) next++;
    // An odd number of toggles behind means that the column begins inside a stretch.
    let at = next;
    let isInside = at % 2 === 1;
    while (isInside || (at < toggles.length && (toggles[at] as number) < start + height)) {
      const on = isInside ? 0 : (toggles[at++] as number) - start;
      const off = at < toggles.length ? Math.min(height, (toggles[at++] as number) - start) : height;
      isInside = false;
      const low = Math.max(0, Math.ceil(on * to.scale - to.originY - 0.5) + RIM);
      const high = Math.min(SIDE, Math.ceil(off * to.scale - to.originY - 0.5) + RIM);
      if (low >= high) continue;
      covered.fill(1, x * SIDE + low, x * SIDE + high);
      if (low < top) top = low;
      if (high > bottom) bottom = high;
    }
  }
  return [top, bottom];
}

/** Number of toggles at or before a position. */
function countUpTo(toggles: Toggles, position: number): number {
  let low = 0;
  let high = toggles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((toggles[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
