import type { Path, Polygon, Shape, Vertex } from "../wire";
import { type Position, rounded, shifted } from "./plane";

type Pair = [number, number];

/** A shape moved by whole or parts of pixels. Masks have their own frame and are moved by `core/masks`. */
export function moved<S extends Shape>(shape: S, dx: number, dy: number): S;
export function moved(shape: Shape, dx: number, dy: number): Shape {
  switch (shape.type) {
    case "box":
      return { ...shape, left: shifted(shape.left, dx), top: shifted(shape.top, dy) };
    case "ellipse":
      return { ...shape, center_x: shifted(shape.center_x, dx), center_y: shifted(shape.center_y, dy) };
    case "point":
      return { ...shape, x: shifted(shape.x, dx), y: shifted(shape.y, dy) };
    case "mask":
      return shape;
    default:
      return mapped(shape, ([x, y]) => [shifted(x, dx), shifted(y, dy)]);
  }
}

/** A shape made of positions with each of them put elsewhere. */
export function mapped<S extends Extract<Shape, { type: "polygon" | "polyline" | "path" }>>(
  shape: S,
  put: (position: Position) => Position,
): S;
export function mapped(
  shape: Extract<Shape, { type: "polygon" | "polyline" | "path" }>,
  put: (position: Position) => Position,
): Shape {
  const pair = (position: Position): Pair => [...put(position)];
  if (shape.type === "path") return mappedPath(shape, pair);
  if (shape.type === "polyline") return { ...shape, points: shape.points.map(pair) };
  const polygon: Polygon = { ...shape, points: shape.points.map(pair) };
  if (shape.holes) polygon.holes = shape.holes.map((ring) => ring.map(pair));
  if (shape.parts) polygon.parts = shape.parts.map((ring) => ring.map(pair));
  return polygon;
}

function mappedPath(path: Path, pair: (position: Position) => Pair): Path {
  const vertices = path.vertices.map((vertex): Vertex => {
    const [x, y] = pair([vertex.x, vertex.y]);
    const put: Vertex = { ...vertex, x, y };
    if (vertex.control_in) put.control_in = pair(vertex.control_in);
    if (vertex.control_out) put.control_out = pair(vertex.control_out);
    return put;
  });
  return { ...path, vertices };
}

/** A shape with its numbers to hundredths of a pixel. */
export function roundedShape<S extends Shape>(shape: S): S;
export function roundedShape(shape: Shape): Shape {
  switch (shape.type) {
    case "box": {
      const { left, top, width, height } = shape;
      const box = { left: rounded(left), top: rounded(top), width: rounded(width), height: rounded(height) };
      return { ...shape, ...box, ...turn(shape.rotation) };
    }
    case "ellipse": {
      const center = { center_x: rounded(shape.center_x), center_y: rounded(shape.center_y) };
      const radii = { radius_x: rounded(shape.radius_x), radius_y: rounded(shape.radius_y) };
      return { ...shape, ...center, ...radii, ...turn(shape.rotation) };
    }
    case "point":
      return { ...shape, x: rounded(shape.x), y: rounded(shape.y) };
    case "mask":
      return shape;
    default:
      return mapped(shape, ([x, y]) => [rounded(x), rounded(y)]);
  }
}

function turn(rotation: number | null | undefined): { rotation?: number } {
  return rotation == null ? {} : { rotation: rounded(rotation) };
}
