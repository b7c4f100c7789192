import type { Shape } from "../wire";
import { boxCorners, ellipseEnds } from "./corners";
import { type Bounds, distance, type Position } from "./plane";
import { edgesOf, nearestOnLine, ringsOf } from "./vertices";

/** Where a position was drawn to, and by what. */
export interface Snap {
  readonly x: number;
  readonly y: number;
  readonly to: "vertex" | "edge" | "border";
}

/**
 * The place near a position that people mean: a vertex of a shape before an edge of one, an edge before the border of
 * the asset. Nothing farther than `reach` counts.
 */
export function snapped(
  x: number,
  y: number,
  reach: number,
  shapes: Iterable<Shape>,
  asset: { width: number; height: number } | null,
): Snap | null {
  let vertex: Snap | null = null;
  let edge: Snap | null = null;
  let toVertex = reach;
  let toEdge = reach;
  for (const shape of shapes) {
    for (const [px, py] of snapVertices(shape)) {
      const away = distance(x, y, px, py);
      if (away <= toVertex) [vertex, toVertex] = [{ x: px, y: py, to: "vertex" }, away];
    }
    if (vertex) continue;
    for (const [from, to] of snapEdges(shape)) {
      const [px, py] = nearestOnLine(from, to, x, y);
      const away = distance(x, y, px, py);
      if (away <= toEdge) [edge, toEdge] = [{ x: px, y: py, to: "edge" }, away];
    }
  }
  return vertex ?? edge ?? (asset && toBorder(x, y, reach, asset));
}

/** How far bounds have to be moved so that a side of them meets the border of the asset; 0 where none is near. */
export function borderShift(
  bounds: Bounds,
  reach: number,
  asset: { width: number; height: number },
): [number, number] {
  return [
    shiftTo([bounds.left, bounds.right], asset.width, reach),
    shiftTo([bounds.top, bounds.bottom], asset.height, reach),
  ];
}

function shiftTo(sides: readonly number[], size: number, reach: number): number {
  const ways = sides.flatMap((side) => [-side, size - side]);
  const best = ways.reduce((least, way) => (Math.abs(way) < Math.abs(least) ? way : least), Infinity);
  return Math.abs(best) <= reach ? best : 0;
}

function toBorder(
  x: number,
  y: number,
  reach: number,
  asset: { width: number; height: number },
): Snap | null {
  const dx = shiftTo([x], asset.width, reach);
  const dy = shiftTo([y], asset.height, reach);
  return dx === 0 && dy === 0 ? null : { x: x + dx, y: y + dy, to: "border" };
}

function snapVertices(shape: Shape): readonly Position[] {
  switch (shape.type) {
    case "box":
      return boxCorners(shape);
    case "ellipse":
      return ellipseEnds(shape);
    case "point":
      return [[shape.x, shape.y]];
    case "mask":
      return [];
    default:
      return ringsOf(shape).flat();
  }
}

function* snapEdges(shape: Shape): Generator<readonly [Position, Position]> {
  if (shape.type === "box") {
    const corners = boxCorners(shape);
    for (const [index, corner] of corners.entries()) yield [corner, corners[(index + 1) % 4] as Position];
  } else if (shape.type === "polygon" || shape.type === "polyline" || shape.type === "path") {
    for (const { from, to } of edgesOf(shape)) yield [from, to];
  }
}
