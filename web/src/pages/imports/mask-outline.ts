import { fromCounts } from "../../core/masks/toggles";

/** Toggles of a mask beyond which its box has to do: the examples are small pictures. */
const MOST_TOGGLES = 20_000;

/**
 * The border of a mask as strokes of an SVG path, along the pixels; null where its runs are not told or too many.
 *
 * @param counts - Compressed run lengths, down the columns.
 * @param height - Rows of the mask.
 */
export function maskOutline(counts: string, height: number): string | null {
  const toggles = fromCounts(counts);
  if (height <= 0 || toggles.length === 0 || toggles.length > MOST_TOGGLES) {
    return null;
  }
  const strokes: string[] = [];
  const begun = new Map<number, number>();
  let column: number[] = [];
  const columns = columnsOf(toggles, height);
  const last = Math.max(...columns.keys());
  for (let x = Math.min(...columns.keys()); x <= last + 1; x++) {
    const next = columns.get(x) ?? [];
    upright(strokes, x, column, next);
    level(strokes, begun, x, next);
    column = next;
  }
  return strokes.join("");
}

/** The rows where pixels go on and off, by column; a run that crosses into the next column is cut there. */
function columnsOf(toggles: Int32Array, height: number): Map<number, number[]> {
  const columns = new Map<number, number[]>();
  for (let at = 0; at < toggles.length; at += 2) {
    const end = toggles[at + 1] ?? 0;
    for (let from = toggles[at] ?? 0; from < end; ) {
      const x = Math.floor(from / height);
      const to = Math.min(end, (x + 1) * height);
      columns.set(x, [...(columns.get(x) ?? []), from - x * height, to - x * height]);
      from = to;
    }
  }
  return columns;
}

/** Between two columns lies a border where exactly one of them is set. */
function upright(strokes: string[], x: number, left: readonly number[], right: readonly number[]): void {
  const both = [...left, ...right].sort((a, b) => a - b);
  for (let at = 0; at + 1 < both.length; at += 2) {
    if (both[at] !== both[at + 1]) {
      strokes.push(`M${x} ${both[at]}L${x} ${both[at + 1]}`);
    }
  }
}

/** Above and below what is set; a stroke goes on as long as the next column has the same border. */
function level(strokes: string[], begun: Map<number, number>, x: number, rows: readonly number[]): void {
  for (const [y, from] of begun) {
    if (!rows.includes(y)) {
      strokes.push(`M${from} ${y}L${x} ${y}`);
      begun.delete(y);
    }
  }
  for (const y of rows) {
    if (!begun.has(y)) {
      begun.set(y, x);
    }
  }
}
