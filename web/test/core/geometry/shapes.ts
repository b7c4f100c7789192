import fc from "fast-check";
import type { Box, Ellipse, Path, Polygon, Polyline, Shape } from "../../../src/core/wire";

const whole = fc.integer({ min: -40, max: 80 });
const size = fc.integer({ min: 1, max: 60 });
const degrees = fc.integer({ min: -179, max: 180 });
const pair = fc.tuple(whole, whole).map(([x, y]): [number, number] => [x, y]);
const ring = fc.array(pair, { minLength: 3, maxLength: 7 });

export const box: fc.Arbitrary<Box> = fc
  .tuple(whole, whole, size, size, degrees)
  .map(([left, top, width, height, rotation]) => ({ type: "box", left, top, width, height, rotation }));

export const ellipse: fc.Arbitrary<Ellipse> = fc
  .tuple(whole, whole, size, size, degrees)
  .map(([center_x, center_y, radius_x, radius_y, rotation]) => ({
    type: "ellipse",
    center_x,
    center_y,
    radius_x,
    radius_y,
    rotation,
  }));

export const polygon: fc.Arbitrary<Polygon> = fc
  .tuple(ring, fc.array(ring, { maxLength: 2 }), fc.array(ring, { maxLength: 2 }))
  .map(([points, holes, parts]) => ({ type: "polygon", points, holes, parts }));

export const polyline: fc.Arbitrary<Polyline> = fc
  .array(pair, { minLength: 2, maxLength: 7 })
  .map((points) => ({ type: "polyline", points }));

export const path: fc.Arbitrary<Path> = fc
  .tuple(fc.array(fc.tuple(pair, pair, pair, fc.boolean()), { minLength: 2, maxLength: 5 }), fc.boolean())
  .map(([vertices, closed]) => ({
    type: "path",
    closed,
    vertices: vertices.map(([[x, y], control_in, control_out, is_bezier]) => ({
      x,
      y,
      is_bezier,
      ...(is_bezier ? { control_in, control_out } : {}),
    })),
  }));

export const shape: fc.Arbitrary<Shape> = fc.oneof(box, ellipse, polygon, polyline, path);
export const position = pair;
