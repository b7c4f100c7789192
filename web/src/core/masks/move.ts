import type { Mask } from "../wire";
import { maskOf, togglesOf } from "./mask";
import { eachStretch } from "./toggles";

/** A mask moved by whole pixels; what leaves its frame is cut off, unless that would be all of it. */
export function movedMask(mask: Mask, dx: number, dy: number): Mask {
  const [right, down] = [Math.round(dx), Math.round(dy)];
  const { width = 0, height = 0 } = mask;
  if ((right === 0 && down === 0) || height === 0) return mask;
  const positions: number[] = [];
  eachStretch(togglesOf(mask), height, (x, top, bottom) => {
    const column = x + right;
    const from = Math.max(0, top + down);
    const to = Math.min(height, bottom + down);
    if (column < 0 || column >= width || from >= to) return;
    const start = column * height + from;
    if (positions[positions.length - 1] === start) positions[positions.length - 1] = column * height + to;
    else positions.push(start, column * height + to);
  });
  return positions.length === 0 ? mask : maskOf(Int32Array.from(positions), width, height);
}
