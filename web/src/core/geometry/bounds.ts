import type { Ellipse, Path, Shape } from "../wire";
import { boxCorners } from "./corners";
import { curveBounds, pathSegments } from "./path";
import { type Bounds, boundsOf, type Position, united } from "./plane";

/** The smallest box around a shape; null for a mask without pixels or a line without points. */
export function shapeBounds(shape: Shape): Bounds | null {
  switch (shape.type) {
    case "box":
      return boundsOf(boxCorners(shape));
    case "polygon":
      // By the even-odd rule, a hole that reaches out of the outline is inside there.
      return boundsOf([shape.points, ...(shape.holes ?? []), ...(shape.parts ?? [])].flat());
    case "polyline":
      return boundsOf(shape.points);
    case "path":
      return pathBounds(shape);
    case "point":
      return { left: shape.x, top: shape.y, right: shape.x, bottom: shape.y };
    case "ellipse":
      return ellipseBounds(shape);
    case "mask":
      return maskBounds(shape.bbox ?? null);
  }
}

function ellipseBounds(ellipse: Ellipse): Bounds {
  const angle = ((ellipse.rotation ?? 0) * Math.PI) / 180;
  const halfWidth = Math.hypot(ellipse.radius_x * Math.cos(angle), ellipse.radius_y * Math.sin(angle));
  const halfHeight = Math.hypot(ellipse.radius_x * Math.sin(angle), ellipse.radius_y * Math.cos(angle));
  const { center_x: x, center_y: y } = ellipse;
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}

function pathBounds(path: Path): Bounds | null {
  const vertices = boundsOf(path.vertices.map((vertex): Position => [vertex.x, vertex.y]));
  return pathSegments(path).reduce((bounds, segment) => united(bounds, curveBounds(segment)), vertices);
}

function maskBounds(bbox: readonly number[] | null): Bounds | null {
  if (!bbox) return null;
  const [left = 0, top = 0, width = 0, height = 0] = bbox;
  return { left, top, right: left + width, bottom: top + height };
}
