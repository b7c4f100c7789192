import type { Position } from "../geometry/plane";
import { NOTHING, type Toggles } from "./toggles";

/**
 * Pixels whose centre `(column + 0.5, row + 0.5)` lies inside rings by the even-odd rule, as the server decides it: a
 * centre on an edge belongs to the side below, and of a vertical edge to the side right of it.
 */
export function polygonToggles(
  rings: ReadonlyArray<readonly Position[]>,
  width: number,
  height: number,
): Toggles {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let index = 0; index < ring.length; index += 1) {
      const from = ring[index] as Position;
      const to = ring[(index + 1) % ring.length] as Position;
      // One direction for every edge, so that both polygons at a shared edge compute the same crossings.
      if (from[0] <= to[0]) cross(from, to, width, height, crossings);
      else cross(to, from, width, height, crossings);
    }
  }
  return crossings.length === 0 ? NOTHING : cancelled(Int32Array.from(crossings).sort());
}

function cross(
  [x0, y0]: Position,
  [x1, y1]: Position,
  width: number,
  height: number,
  crossings: number[],
): void {
  const first = Math.min(Math.max(Math.ceil(x0 - 0.5), 0), width);
  const end = Math.min(Math.max(Math.ceil(x1 - 0.5), 0), width);
  for (let column = first; column < end; column += 1) {
    // The product before the quotient: with coordinates in quarters of a pixel both are then exact.
    const crossing = y0 + ((column + 0.5 - x0) * (y1 - y0)) / (x1 - x0);
    const row = Math.min(Math.max(Math.ceil(crossing - 0.5), 0), height);
    crossings.push(column * height + row);
  }
}

/** Positions without those that are there an even number of times, which go on and off at once. */
function cancelled(sorted: Int32Array): Toggles {
  let size = 0;
  for (const position of sorted) {
    if (size > 0 && sorted[size - 1] === position) size -= 1;
    else {
      sorted[size] = position;
      size += 1;
    }
  }
  return sorted.subarray(0, size);
}
