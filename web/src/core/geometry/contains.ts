import { togglesOf } from "../masks/mask";
import { isSet } from "../masks/toggles";
import type { Path, Polygon, Shape } from "../wire";
import { boxCorners } from "./corners";
import { flattened, pathSegments } from "./path";
import { distance, type Position, turned } from "./plane";
import { nearestOnLine } from "./vertices";

/** Whether a position lies inside a shape; lines and points have no inside. */
export function contains(shape: Shape, x: number, y: number): boolean {
  switch (shape.type) {
    case "box": {
      const [px, py] = turned(x, y, shape.left, shape.top, -(shape.rotation ?? 0));
      return (
        px >= shape.left &&
        px <= shape.left + shape.width &&
        py >= shape.top &&
        py <= shape.top + shape.height
      );
    }
    case "ellipse": {
      if (shape.radius_x <= 0 || shape.radius_y <= 0) return false;
      const [px, py] = turned(x, y, shape.center_x, shape.center_y, -(shape.rotation ?? 0));
      return (
        ((px - shape.center_x) / shape.radius_x) ** 2 + ((py - shape.center_y) / shape.radius_y) ** 2 <= 1
      );
    }
    case "polygon":
      return isInRings(polygonRings(shape), x, y);
    case "path":
      return shape.closed === true && isInRings([pathLine(shape)], x, y);
    case "mask":
      return isSet(togglesOf(shape), shape.height ?? 0, Math.floor(x), Math.floor(y));
    default:
      return false;
  }
}

/** How far a position is from what is drawn of a shape: its outline, its line or its point; of a mask its pixels. */
export function distanceTo(shape: Shape, x: number, y: number): number {
  switch (shape.type) {
    case "point":
      return distance(x, y, shape.x, shape.y);
    case "box":
      return distanceToLine([...boxCorners(shape)], true, x, y);
    case "polygon":
      return Math.min(...polygonRings(shape).map((ring) => distanceToLine(ring, true, x, y)));
    case "polyline":
      return distanceToLine(shape.points, false, x, y);
    case "path":
      return Math.min(
        Infinity,
        ...pathSegments(shape).map((one) => distanceToLine(flattened(one), false, x, y)),
      );
    case "ellipse": {
      const outline = Array.from({ length: 64 }, (_, no): Position => {
        const angle = (no * Math.PI) / 32;
        const [px, py] = [shape.radius_x * Math.cos(angle), shape.radius_y * Math.sin(angle)];
        return turned(
          shape.center_x + px,
          shape.center_y + py,
          shape.center_x,
          shape.center_y,
          shape.rotation ?? 0,
        );
      });
      return distanceToLine(outline, true, x, y);
    }
    case "mask":
      return contains(shape, x, y) ? 0 : Infinity;
  }
}

export function polygonRings(polygon: Polygon): Position[][] {
  return [polygon.points, ...(polygon.holes ?? []), ...(polygon.parts ?? [])];
}

function pathLine(path: Path): Position[] {
  return pathSegments(path).flatMap((segment) => flattened(segment));
}

function isInRings(rings: ReadonlyArray<readonly Position[]>, x: number, y: number): boolean {
  let isInside = false;
  for (const ring of rings) {
    for (let no = 0, before = ring.length - 1; no < ring.length; before = no, no += 1) {
      const [x0, y0] = ring[no] as Position;
      const [x1, y1] = ring[before] as Position;
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) isInside = !isInside;
    }
  }
  return isInside;
}

function distanceToLine(points: readonly Position[], isRing: boolean, x: number, y: number): number {
  let least = Infinity;
  const last = isRing ? points.length : points.length - 1;
  for (let no = 0; no < last; no += 1) {
    const [px, py] = nearestOnLine(
      points[no] as Position,
      points[(no + 1) % points.length] as Position,
      x,
      y,
    );
    least = Math.min(least, distance(x, y, px, py));
  }
  const only = points[0];
  return points.length === 1 && only ? distance(x, y, only[0], only[1]) : least;
}
