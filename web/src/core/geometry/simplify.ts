import { distance, type Position } from "./plane";
import { nearestOnLine } from "./vertices";

/**
 * Leaves out points of a line that are nearer than `tolerance` to what is left. The ends stay.
 */
export function simplified(points: readonly Position[], tolerance: number): Position[] {
  if (points.length <= 2) return [...points];
  const kept = new Uint8Array(points.length);
  kept[0] = 1;
  kept[points.length - 1] = 1;
  const open: Array<[number, number]> = [[0, points.length - 1]];
  for (let piece = open.pop(); piece; piece = open.pop()) {
    const [first, last] = piece;
    const [farthest, away] = farthestBetween(points, first, last);
    if (away <= tolerance) continue;
    kept[farthest] = 1;
    open.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, index) => kept[index] === 1);
}

/** As `simplified`, for a ring: the line from its first point to the one farthest away, and back. */
export function simplifiedRing(points: readonly Position[], tolerance: number): Position[] {
  const first = points[0];
  if (!first || points.length <= 3) return [...points];
  let far = 0;
  points.forEach((point, index) => {
    const other = points[far] as Position;
    if (distance(...first, ...point) > distance(...first, ...other)) far = index;
  });
  const there = simplified(points.slice(0, far + 1), tolerance);
  const back = simplified([...points.slice(far), first], tolerance);
  const ring = [...there, ...back.slice(1, -1)];
  return ring.length < 3 ? points.slice(0, 3) : ring;
}

function farthestBetween(points: readonly Position[], first: number, last: number): [number, number] {
  let farthest = first;
  let most = -1;
  for (let index = first + 1; index < last; index += 1) {
    const [x, y] = points[index] as Position;
    const [px, py] = nearestOnLine(points[first] as Position, points[last] as Position, x, y);
    const away = distance(x, y, px, py);
    if (away > most) [farthest, most] = [index, away];
  }
  return [farthest, most];
}
