import { shapeBounds } from "../core/geometry/bounds";
import { boxCorners } from "../core/geometry/corners";
import type { Bounds, Position } from "../core/geometry/plane";
import type { Box, Geometry, Polygon } from "../core/wire";

/** The three ways a box may be written, as the one that is drawn; null for what is no box. */
export function asBox(geometry: Geometry): Box | null {
  switch (geometry.type) {
    case "box":
      return geometry;
    case "box_xyxy":
      return {
        type: "box",
        left: Math.min(geometry.left, geometry.right),
        top: Math.min(geometry.top, geometry.bottom),
        width: Math.abs(geometry.right - geometry.left),
        height: Math.abs(geometry.bottom - geometry.top),
      };
    case "box_cxcywh":
      return {
        type: "box",
        left: geometry.center_x - geometry.width / 2,
        top: geometry.center_y - geometry.height / 2,
        width: geometry.width,
        height: geometry.height,
      };
    default:
      return null;
  }
}

/** The rings of a polygon: outer ring, further parts, holes; inside is decided by the even-odd rule over all. */
export function ringsOf(polygon: Polygon): readonly (readonly Position[])[] {
  return [polygon.points, ...(polygon.parts ?? []), ...(polygon.holes ?? [])];
}

/** The box around a geometry, in pixels of the asset; null for what is not drawn on a plane or not in pixels. */
export function boundsOf(geometry: Geometry): Bounds | null {
  if ("unit" in geometry && geometry.unit !== undefined && geometry.unit !== "px") return null;
  switch (geometry.type) {
    case "box":
    case "box_xyxy":
    case "box_cxcywh": {
      const box = asBox(geometry);
      return box && (box.rotation ? shapeBounds(box) : uprightBounds(box));
    }
    case "polygon":
    case "polyline":
    case "path":
    case "point":
    case "ellipse":
    case "mask":
      return shapeBounds(geometry);
    case "bitmap":
      return { left: 0, top: 0, right: geometry.width, bottom: geometry.height };
    default:
      return null;
  }
}

function uprightBounds({ left, top, width, height }: Box): Bounds {
  return {
    left: Math.min(left, left + width),
    top: Math.min(top, top + height),
    right: Math.max(left, left + width),
    bottom: Math.max(top, top + height),
  };
}

/** Whether the left-top corner of a geometry's box belongs to the geometry, so that a name there is on it. */
export function isUpright(geometry: Geometry | null | undefined): boolean {
  return geometry != null && asBox(geometry) !== null && !asBox(geometry)?.rotation;
}

/** Where a name is written: at the highest place of a geometry, or at the left-top corner of one that has it. */
export function anchorOf(geometry: Geometry, box: Bounds): Position {
  const asked = asBox(geometry);
  if (asked?.rotation) return highest(boxCorners(asked));
  if (geometry.type === "polygon" || geometry.type === "polyline") return highest(geometry.points);
  if (geometry.type === "ellipse") return [(box.left + box.right) / 2, box.top];
  return [box.left, box.top];
}

function highest(points: readonly Position[]): Position {
  return points.reduce((top, point) => (point[1] < top[1] ? point : top), points[0] ?? [0, 0]);
}
