import type { Path, Polygon, Polyline } from "../wire";
import { distance, type Position } from "./plane";

/** A shape made of vertices. */
export type Vertexed = Polygon | Polyline | Path;

/** A vertex by its ring: of a polygon first the outline, then holes, then parts; lines and paths have one. */
export interface VertexRef {
  readonly ring: number;
  readonly index: number;
}

/** The place on an outline nearest to a position. The edge goes from vertex `index` to the next of its ring. */
export interface EdgePlace extends VertexRef {
  readonly x: number;
  readonly y: number;
  readonly distance: number;
}

export function ringsOf(shape: Vertexed): Position[][] {
  if (shape.type === "path") return [shape.vertices.map((vertex): Position => [vertex.x, vertex.y])];
  if (shape.type === "polyline") return [shape.points];
  return [shape.points, ...(shape.holes ?? []), ...(shape.parts ?? [])];
}

/** Whether the last vertex of a ring is joined to the first. */
export function isClosed(shape: Vertexed): boolean {
  return shape.type === "polygon" || (shape.type === "path" && shape.closed === true);
}

/** Ends of every edge. */
export function* edgesOf(shape: Vertexed): Generator<VertexRef & { from: Position; to: Position }> {
  const closed = isClosed(shape);
  for (const [ring, points] of ringsOf(shape).entries()) {
    const last = closed ? points.length : points.length - 1;
    for (let index = 0; index < last; index += 1) {
      yield {
        ring,
        index,
        from: points[index] as Position,
        to: points[(index + 1) % points.length] as Position,
      };
    }
  }
}

export function vertexAt(shape: Vertexed, { ring, index }: VertexRef): Position | undefined {
  return ringsOf(shape)[ring]?.[index];
}

/** The vertex nearest to a position within `reach`; of equally near ones the first. */
export function nearestVertex(shape: Vertexed, x: number, y: number, reach: number): VertexRef | null {
  let found: VertexRef | null = null;
  let least = reach;
  for (const [ring, points] of ringsOf(shape).entries()) {
    for (const [index, point] of points.entries()) {
      const away = distance(x, y, point[0], point[1]);
      if (away < least || (away === least && !found)) [found, least] = [{ ring, index }, away];
    }
  }
  return found;
}

/** The place on a straight piece nearest to a position. */
export function nearestOnLine(from: Position, to: Position, x: number, y: number): [number, number] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / square));
  return [from[0] + t * dx, from[1] + t * dy];
}

/** As `nearestOnLine`, with how far it is. */
export function nearestOnLineOf(
  from: Position,
  to: Position,
  x: number,
  y: number,
): { x: number; y: number; distance: number } {
  const [px, py] = nearestOnLine(from, to, x, y);
  return { x: px, y: py, distance: distance(x, y, px, py) };
}

/** The place on the edges of a shape nearest to a position; null for a shape without edges. Curves count as straight. */
export function nearestEdge(shape: Vertexed, x: number, y: number): EdgePlace | null {
  let found: EdgePlace | null = null;
  for (const { ring, index, from, to } of edgesOf(shape)) {
    const [px, py] = nearestOnLine(from, to, x, y);
    const away = distance(x, y, px, py);
    if (!found || away < found.distance) found = { ring, index, x: px, y: py, distance: away };
  }
  return found;
}

export function withVertex<S extends Vertexed>(shape: S, at: VertexRef, x: number, y: number): S;
export function withVertex(shape: Vertexed, at: VertexRef, x: number, y: number): Vertexed {
  if (shape.type === "path") {
    const vertices = shape.vertices.map((vertex, index) => {
      if (index !== at.index) return vertex;
      // Control points go with their vertex, so that the curve keeps its form.
      const carried = (point: [number, number] | null | undefined): { by?: [number, number] } =>
        point ? { by: [point[0] + x - vertex.x, point[1] + y - vertex.y] } : {};
      const into = carried(vertex.control_in).by;
      const out = carried(vertex.control_out).by;
      return { ...vertex, x, y, ...(into ? { control_in: into } : {}), ...(out ? { control_out: out } : {}) };
    });
    return { ...shape, vertices };
  }
  return onRing(shape, at.ring, (ring) => ring.map((point, index) => (index === at.index ? [x, y] : point)));
}

/** Adds a vertex behind the one an edge begins at. */
export function withNewVertex<S extends Vertexed>(shape: S, edge: VertexRef, x: number, y: number): S;
export function withNewVertex(shape: Vertexed, edge: VertexRef, x: number, y: number): Vertexed {
  if (shape.type === "path") {
    const vertices = [...shape.vertices];
    vertices.splice(edge.index + 1, 0, { x, y });
    return { ...shape, vertices };
  }
  return onRing(shape, edge.ring, (ring) => [
    ...ring.slice(0, edge.index + 1),
    [x, y],
    ...ring.slice(edge.index + 1),
  ]);
}

/**
 * Takes a vertex out. A hole or a further part that would be left with two goes as a whole; null when nothing would
 * be left that is a shape.
 */
export function withoutVertex<S extends Vertexed>(shape: S, at: VertexRef): S | null;
export function withoutVertex(shape: Vertexed, at: VertexRef): Vertexed | null {
  const least = isClosed(shape) ? 3 : 2;
  const ring = ringsOf(shape)[at.ring];
  if (!ring || at.index >= ring.length) return shape;
  if (ring.length > least) {
    if (shape.type === "path")
      return { ...shape, vertices: shape.vertices.filter((_, index) => index !== at.index) };
    return onRing(shape, at.ring, (points) => points.filter((_, index) => index !== at.index));
  }
  return shape.type === "polygon" ? withoutRing(shape, at.ring) : null;
}

/** A polygon without one of its rings; another part takes the place of the outline, null when there is none. */
export function withoutRing(polygon: Polygon, ring: number): Polygon | null {
  const { holes = [], parts = [] } = polygon;
  const put = ring - 1 - holes.length;
  if (ring === 0) {
    const [points, ...others] = parts;
    return points ? { ...polygon, points, holes: [], parts: others } : null;
  }
  if (put < 0) return { ...polygon, holes: holes.filter((_, index) => index !== ring - 1) };
  return { ...polygon, parts: parts.filter((_, index) => index !== put) };
}

type Ring = Array<[number, number]>;

function onRing<S extends Polygon | Polyline>(shape: S, ring: number, change: (ring: Ring) => Ring): S;
function onRing(shape: Polygon | Polyline, ring: number, change: (ring: Ring) => Ring): Polygon | Polyline {
  if (ring === 0) return { ...shape, points: change(shape.points) };
  if (shape.type === "polyline") return shape;
  const { holes = [], parts = [] } = shape;
  const isHole = ring - 1 < holes.length;
  const at = isHole ? ring - 1 : ring - 1 - holes.length;
  const changed = (isHole ? holes : parts).map((one, index) => (index === at ? change(one) : one));
  return isHole ? { ...shape, holes: changed } : { ...shape, parts: changed };
}
