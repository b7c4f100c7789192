import type { Geometry, Shape } from "../wire";

/** A position in px of the displayed asset, from its left top corner. */
export type Position = readonly [x: number, y: number];

/** A box that is not turned, by its sides. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const SHAPES = new Set(["box", "polygon", "polyline", "path", "point", "ellipse", "mask"]);

/** Whether a geometry lies on a plane in px, where it can be drawn and edited. */
export function isShape(geometry: Geometry | null | undefined): geometry is Shape {
  return (
    geometry != null &&
    SHAPES.has(geometry.type) &&
    (!("unit" in geometry) || (geometry.unit ?? "px") === "px")
  );
}

/** To hundredths of a pixel: finer is noise of the screen, and longer on the wire. */
export function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}

/** A number moved by a distance; one that is not moved keeps every digit. */
export function shifted(number: number, by: number): number {
  return by === 0 ? number : rounded(number + by);
}

/** A position turned clockwise about another, `degrees` as in boxes and ellipses. */
export function turned(
  x: number,
  y: number,
  aboutX: number,
  aboutY: number,
  degrees: number,
): [number, number] {
  if (degrees === 0) return [x, y];
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const dx = x - aboutX;
  const dy = y - aboutY;
  return [aboutX + dx * cos - dy * sin, aboutY + dx * sin + dy * cos];
}

/** Degrees from -180 (exclusive) to 180 (inclusive) that turn as far. */
export function normalDegrees(degrees: number): number {
  const turn = ((degrees % 360) + 360) % 360;
  return turn > 180 ? turn - 360 : turn;
}

export function distance(x1: number, y1: number, x2: number, y2: number): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

export function clamp(number: number, least: number, most: number): number {
  return Math.min(Math.max(number, least), most);
}

/** Whether two bounds have a point in common; touching sides count. */
export function doMeet(one: Bounds, other: Bounds): boolean {
  return (
    one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom
  );
}

/** Whether `inner` lies within `outer`; touching sides count. */
export function isWithin(inner: Bounds, outer: Bounds): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

/** The smallest bounds around positions; null when there is none. */
export function boundsOf(positions: Iterable<Position>): Bounds | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const [x, y] of positions) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return left <= right ? { left, top, right, bottom } : null;
}

export function united(one: Bounds | null, other: Bounds | null): Bounds | null {
  if (!one || !other) return one ?? other;
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}
