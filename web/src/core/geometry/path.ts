import type { Path, Vertex } from "../wire";
import { type Bounds, boundsOf, type Position } from "./plane";

/** A piece of a path: straight with two positions, a cubic curve with its two control points between. */
export type Segment = readonly [Position, Position] | readonly [Position, Position, Position, Position];

/** The pieces of a path: each vertex is joined to the one it names, or else to the one before it. */
export function pathSegments(path: Path): Segment[] {
  const byId = new Map<string, Vertex>();
  for (const vertex of path.vertices) if (vertex.id) byId.set(vertex.id, vertex);
  const segments: Segment[] = [];
  path.vertices.forEach((vertex, index) => {
    const named = vertex.previous ? byId.get(vertex.previous) : undefined;
    const before = named ?? path.vertices[index - 1];
    if (before) segments.push(between(before, vertex));
  });
  const first = path.vertices[0];
  const last = path.vertices[path.vertices.length - 1];
  if (path.closed && first && last && first !== last) segments.push(between(last, first));
  return segments;
}

function between(from: Vertex, to: Vertex): Segment {
  const start: Position = [from.x, from.y];
  const end: Position = [to.x, to.y];
  const out = from.is_bezier ? from.control_out : null;
  const into = to.is_bezier ? to.control_in : null;
  return out || into ? [start, out ?? start, into ?? end, end] : [start, end];
}

/** A position on a piece, `t` from 0 to 1. */
export function alongSegment(segment: Segment, t: number): Position {
  if (segment.length === 2) {
    const [[x1, y1], [x2, y2]] = segment;
    return [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t];
  }
  const u = 1 - t;
  const weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t] as const;
  const sum = (axis: 0 | 1): number =>
    weights.reduce((total, weight, no) => total + weight * segment[no as 0][axis], 0);
  return [sum(0), sum(1)];
}

/** Positions along a path close enough together to draw and measure it by, piece by piece. */
export function flattened(segment: Segment, pieces = 16): Position[] {
  if (segment.length === 2) return [...segment];
  return Array.from({ length: pieces + 1 }, (_, index) => alongSegment(segment, index / pieces));
}

/** The exact bounds of a piece. */
export function curveBounds(segment: Segment): Bounds | null {
  if (segment.length === 2) return boundsOf(segment);
  const turns = ([0, 1] as const).flatMap((axis) => turningPoints(segment.map((one) => one[axis])));
  return boundsOf([segment[0], segment[3], ...turns.map((t) => alongSegment(segment, t))]);
}

/** Where a cubic has no slope, strictly between its ends. */
function turningPoints(values: readonly number[]): number[] {
  const [p0 = 0, p1 = 0, p2 = 0, p3 = 0] = values;
  const a = 3 * (p3 - 3 * p2 + 3 * p1 - p0);
  const b = 6 * (p2 - 2 * p1 + p0);
  const c = 3 * (p1 - p0);
  return quadraticRoots(a, b, c).filter((t) => t > 0 && t < 1);
}

function quadraticRoots(a: number, b: number, c: number): number[] {
  if (Math.abs(a) < 1e-12) return Math.abs(b) < 1e-12 ? [] : [-c / b];
  const inside = b * b - 4 * a * c;
  if (inside < 0) return [];
  const root = Math.sqrt(inside);
  return [(-b + root) / (2 * a), (-b - root) / (2 * a)];
}
