import { boxCorners } from "../core/geometry/corners";
import { flattened, pathSegments } from "../core/geometry/path";
import type { Position } from "../core/geometry/plane";
import { togglesOf } from "../core/masks/mask";
import { isSet } from "../core/masks/toggles";
import type { Ellipse, Geometry } from "../core/wire";
import { asBox, ringsOf } from "./geometry";

/** Answers for rasters that are not in the annotation itself; null while they are not loaded. */
export type LevelAt = (bitmap: Extract<Geometry, { type: "bitmap" }>, x: number, y: number) => number | null;

/**
 * Whether a place is on a geometry: inside of an area, or within `tolerance` of a line, an edge or a point.
 *
 * All numbers are pixels of the asset. An area's edge counts from outside too, so that thin shapes can be picked.
 */
export function isOn(
  geometry: Geometry,
  x: number,
  y: number,
  tolerance: number,
  levelAt?: LevelAt,
): boolean {
  switch (geometry.type) {
    case "box":
    case "box_xyxy":
    case "box_cxcywh":
      return isOnBox(geometry, x, y, tolerance);
    case "polygon":
      return isOnRings(ringsOf(geometry), x, y, tolerance);
    case "polyline":
      return distanceToLine(geometry.points, x, y, false) <= tolerance;
    case "path": {
      const pieces = pathSegments(geometry).map((segment) => flattened(segment));
      if (pieces.some((piece) => distanceToLine(piece, x, y, false) <= tolerance)) return true;
      return Boolean(geometry.closed) && isInside([pieces.flat()], x, y);
    }
    case "point":
      return Math.hypot(geometry.x - x, geometry.y - y) <= tolerance + (geometry.width ?? 0) / 2;
    case "ellipse":
      return isOnEllipse(geometry, x, y, tolerance);
    case "mask": {
      const height = geometry.height ?? 0;
      const toggles = togglesOf(geometry);
      return around(x, y, tolerance).some(([px, py]) =>
        isSet(toggles, height, Math.floor(px), Math.floor(py)),
      );
    }
    case "bitmap": {
      const threshold = geometry.threshold ?? 1;
      return around(x, y, tolerance).some(([px, py]) => (levelAt?.(geometry, px, py) ?? 0) >= threshold);
    }
    default:
      return false;
  }
}

/** The shortest way from a place to a run of straight pieces, in the unit of its points. */
export function distanceToLine(points: readonly Position[], x: number, y: number, isClosed: boolean): number {
  const first = points[0];
  if (!first) return Infinity;
  let least = Math.hypot(first[0] - x, first[1] - y);
  let [ax, ay] = isClosed ? (points[points.length - 1] ?? first) : first;
  for (const [bx, by] of points) {
    const distance = distanceToSegment(x, y, ax, ay, bx, by);
    if (distance < least) least = distance;
    ax = bx;
    ay = by;
  }
  return least;
}

/** Even-odd rule over all rings. */
export function isInside(rings: readonly (readonly Position[])[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    const last = ring[ring.length - 1];
    if (!last) continue;
    let [ax, ay] = last;
    for (const [bx, by] of ring) {
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      ax = bx;
      ay = by;
    }
  }
  return inside;
}

function distanceToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(ax + along * dx - x, ay + along * dy - y);
}

function isOnRings(
  rings: readonly (readonly Position[])[],
  x: number,
  y: number,
  tolerance: number,
): boolean {
  return isInside(rings, x, y) || rings.some((ring) => distanceToLine(ring, x, y, true) <= tolerance);
}

function isOnBox(geometry: Geometry, x: number, y: number, tolerance: number): boolean {
  const box = asBox(geometry);
  if (!box) return false;
  if (box.rotation || box.width < 0 || box.height < 0) return isOnRings([boxCorners(box)], x, y, tolerance);
  const dx = Math.max(box.left - x, 0, x - box.left - box.width);
  const dy = Math.max(box.top - y, 0, y - box.top - box.height);
  return Math.hypot(dx, dy) <= tolerance;
}

function isOnEllipse(ellipse: Ellipse, x: number, y: number, tolerance: number): boolean {
  const turn = (-(ellipse.rotation ?? 0) * Math.PI) / 180;
  const dx = x - ellipse.center_x;
  const dy = y - ellipse.center_y;
  const across = (dx * Math.cos(turn) - dy * Math.sin(turn)) / (Math.abs(ellipse.radius_x) + tolerance);
  const down = (dx * Math.sin(turn) + dy * Math.cos(turn)) / (Math.abs(ellipse.radius_y) + tolerance);
  return across * across + down * down <= 1;
}

/** The place itself and eight around it at the tolerance. */
function around(x: number, y: number, tolerance: number): Position[] {
  const places: Position[] = [[x, y]];
  for (let step = 0; step < 8 && tolerance > 0; step++) {
    const turn = (step * Math.PI) / 4;
    places.push([x + tolerance * Math.cos(turn), y + tolerance * Math.sin(turn)]);
  }
  return places;
}
