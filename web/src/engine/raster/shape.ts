import { boxCorners } from "../../core/geometry/corners";
import { pathSegments } from "../../core/geometry/path";
import type { Position } from "../../core/geometry/plane";
import type { Geometry, Path, Point } from "../../core/wire";
import { asBox, ringsOf } from "../geometry";
import type { Style } from "../style";

/** Either kind of canvas. */
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** From pixels of the asset to pixels of a canvas: `canvas = asset * scale - origin`. */
export interface Mapping {
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
  /** Pixels of the device per CSS pixel. */
  readonly ratio: number;
}

/** CSS pixels from the middle of a point to its edge. */
export const POINT_RADIUS = 4;

/** Adds the outline of a geometry to the current path; says whether it has an inside. */
export function trace(context: Context, geometry: Geometry, to: Mapping): boolean {
  switch (geometry.type) {
    case "box":
    case "box_xyxy":
    case "box_cxcywh": {
      const box = asBox(geometry);
      if (box) traceRing(context, boxCorners(box), to, true);
      return true;
    }
    case "polygon":
      for (const ring of ringsOf(geometry)) traceRing(context, ring, to, true);
      return true;
    case "polyline":
      traceRing(context, geometry.points, to, false);
      return false;
    case "path":
      tracePath(context, geometry, to);
      return Boolean(geometry.closed);
    case "ellipse": {
      const x = geometry.center_x * to.scale - to.originX;
      const y = geometry.center_y * to.scale - to.originY;
      const turn = ((geometry.rotation ?? 0) * Math.PI) / 180;
      const [across, down] = [Math.abs(geometry.radius_x) * to.scale, Math.abs(geometry.radius_y) * to.scale];
      context.moveTo(x + across * Math.cos(turn), y + across * Math.sin(turn));
      context.ellipse(x, y, across, down, turn, 0, 2 * Math.PI);
      return true;
    }
    case "point": {
      const x = geometry.x * to.scale - to.originX;
      const y = geometry.y * to.scale - to.originY;
      context.moveTo(x + POINT_RADIUS * to.ratio, y);
      context.arc(x, y, POINT_RADIUS * to.ratio, 0, 2 * Math.PI);
      return true;
    }
    default:
      return false;
  }
}

/**
 * How much of a style is painted: everything; one line without what tells it from the picture, where many shapes are
 * near each other; or one thin line and no inside, where thousands are.
 */
export type Detail = "full" | "plain" | "bare";

/** Paints a geometry that has an outline, in a style applied before with the same detail. */
export function paintShape(
  context: Context,
  geometry: Geometry,
  to: Mapping,
  style: Style,
  detail: Detail = "full",
): void {
  if (geometry.type === "point") {
    paintPoint(context, geometry, to, style);
    return;
  }
  const box = asBox(geometry);
  const isBare = detail === "bare";
  const isPlain = detail !== "full" || (!style.over && !style.halo);
  if (isPlain && box && !box.rotation) {
    const x = box.left * to.scale - to.originX;
    const y = box.top * to.scale - to.originY;
    if (!isBare) context.fillRect(x, y, box.width * to.scale, box.height * to.scale);
    context.strokeRect(x, y, box.width * to.scale, box.height * to.scale);
    return;
  }
  context.beginPath();
  const hasInside = trace(context, geometry, to);
  if (hasInside && !isBare) context.fill("evenodd");
  if (isPlain) context.stroke();
  else strokeTwice(context, style, to.ratio);
}

/** Sets a context up for shapes of a style; where there is one line only, it has the colour itself. */
export function applyStyle(context: Context, style: Style, ratio: number, detail: Detail = "full"): void {
  const isFull = detail === "full";
  context.fillStyle = style.fill;
  context.strokeStyle = isFull ? style.stroke : style.ink;
  context.lineWidth = (detail === "bare" ? 1 : isFull ? style.width : Math.min(style.width, 1.5)) * ratio;
  context.setLineDash(detail === "plain" ? (style.over?.dash ?? []).map((length) => length * ratio) : []);
}

/** Strokes the current path with what is below and above its line. */
function strokeTwice(context: Context, style: Style, ratio: number): void {
  if (style.halo) {
    context.strokeStyle = style.halo;
    context.lineWidth = (style.width + 1.5) * ratio;
    context.stroke();
  }
  context.strokeStyle = style.stroke;
  context.lineWidth = style.width * ratio;
  context.stroke();
  if (style.over) {
    context.strokeStyle = style.over.color;
    context.lineWidth = style.over.width * ratio;
    context.setLineDash(style.over.dash.map((length) => length * ratio));
    context.stroke();
    context.setLineDash([]);
    context.strokeStyle = style.stroke;
    context.lineWidth = style.width * ratio;
  }
}

/** A point is a disc of its colour in a white ring; one that is only offered, a ring of its colour. */
function paintPoint(context: Context, point: Point, to: Mapping, style: Style): void {
  const x = point.x * to.scale - to.originX;
  const y = point.y * to.scale - to.originY;
  const isHollow = style.stroke !== style.ink;
  context.beginPath();
  context.arc(x, y, POINT_RADIUS * to.ratio, 0, 2 * Math.PI);
  context.fillStyle = isHollow ? "#fff" : style.ink;
  context.fill();
  context.strokeStyle = isHollow ? style.ink : "#fff";
  context.lineWidth = (isHollow ? 2 : 1.5) * to.ratio;
  context.stroke();
  applyStyle(context, style, to.ratio);
}

function traceRing(context: Context, points: readonly Position[], to: Mapping, isClosed: boolean): void {
  let isFirst = true;
  for (const [x, y] of points) {
    if (isFirst) context.moveTo(x * to.scale - to.originX, y * to.scale - to.originY);
    else context.lineTo(x * to.scale - to.originX, y * to.scale - to.originY);
    isFirst = false;
  }
  if (isClosed && !isFirst) context.closePath();
}

function tracePath(context: Context, path: Path, to: Mapping): void {
  let at: Position | null = null;
  const x = (position: Position): number => position[0] * to.scale - to.originX;
  const y = (position: Position): number => position[1] * to.scale - to.originY;
  for (const segment of pathSegments(path)) {
    const start = segment[0];
    if (!at || at[0] !== start[0] || at[1] !== start[1]) context.moveTo(x(start), y(start));
    if (segment.length === 2) {
      at = segment[1];
      context.lineTo(x(at), y(at));
    } else {
      const [, a, b, end] = segment;
      at = end;
      context.bezierCurveTo(x(a), y(a), x(b), y(b), x(end), y(end));
    }
  }
}
