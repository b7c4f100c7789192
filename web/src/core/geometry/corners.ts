import type { Box, Ellipse } from "../wire";
import { type Position, turned } from "./plane";

/** Corners of a box in the order left top, right top, right bottom, left bottom of the box before it is turned. */
export function boxCorners(box: Box): [Position, Position, Position, Position] {
  const { left, top, width, height } = box;
  const at = (x: number, y: number): Position => turned(x, y, left, top, box.rotation ?? 0);
  return [at(left, top), at(left + width, top), at(left + width, top + height), at(left, top + height)];
}

/** The middle of a box, turned or not. */
export function boxCenter(box: Box): Position {
  const { left, top, width, height } = box;
  return turned(left + width / 2, top + height / 2, left, top, box.rotation ?? 0);
}

/** The box of a size and turn about a middle. */
export function boxAbout(center: Position, width: number, height: number, degrees: number): Box {
  const [left, top] = turned(center[0] - width / 2, center[1] - height / 2, center[0], center[1], degrees);
  return { type: "box", left, top, width, height, ...(degrees === 0 ? {} : { rotation: degrees }) };
}

/** Ends of the axes of an ellipse in the order top, right, bottom, left of the ellipse before it is turned. */
export function ellipseEnds(ellipse: Ellipse): [Position, Position, Position, Position] {
  const { center_x: x, center_y: y, radius_x: a, radius_y: b } = ellipse;
  const at = (px: number, py: number): Position => turned(px, py, x, y, ellipse.rotation ?? 0);
  return [at(x, y - b), at(x + a, y), at(x, y + b), at(x - a, y)];
}
