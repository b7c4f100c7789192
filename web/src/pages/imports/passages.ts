/** A stretch of a text: marked by what lies on it, or plain. */
export interface Passage {
  text: string;
  names: string[];
}

export interface Mark {
  /** In code points, the end exclusive. */
  start: number;
  end: number;
  name: string;
}

/** Cuts a text where marks begin and end; marks may overlap and are counted in code points. */
export function passages(text: string, marks: readonly Mark[]): Passage[] {
  const points = Array.from(text);
  const borders = new Set([0, points.length]);
  for (const { start, end } of marks) {
    borders.add(Math.min(Math.max(start, 0), points.length));
    borders.add(Math.min(Math.max(end, 0), points.length));
  }
  const sorted = [...borders].sort((one, other) => one - other);
  return sorted.slice(0, -1).map((from, at) => {
    const to = sorted[at + 1] ?? points.length;
    const names = marks.filter(({ start, end }) => start <= from && end >= to).map(({ name }) => name);
    return { text: points.slice(from, to).join(""), names };
  });
}
