import { boxCorners } from "../../core/geometry/corners";
import { pathSegments } from "../../core/geometry/path";
import type { Position } from "../../core/geometry/plane";
import type { Geometry, Path, Point } from "../../core/wire";
import { asBox, ringsOf } from "../geometry";
import { CASING, inkOn, LINE, type Style } from "../style";

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
 * How much of a style is painted: everything; one line and its casing, where many shapes are near each other; or one
 * thin line and no inside, where thousands are. A casing costs opening 10,000 shapes a twelfth more and frames nothing,
 * so it is left out only of the last, where it would leave nothing to be seen of the picture.
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
  const isPlain = detail !== "full" || !style.over;
  if (isPlain && box && !box.rotation) {
    const x = box.left * to.scale - to.originX;
    const y = box.top * to.scale - to.originY;
    const [width, height] = [box.width * to.scale, box.height * to.scale];
    if (!isBare) context.fillRect(x, y, width, height);
    if (!isBare) encase(context, style, to.ratio, detail, () => context.strokeRect(x, y, width, height));
    context.strokeRect(x, y, width, height);
    return;
  }
  context.beginPath();
  const hasInside = trace(context, geometry, to);
  if (hasInside && !isBare) context.fill("evenodd");
  if (!isBare) encase(context, style, to.ratio, detail, () => context.stroke());
  context.stroke();
  if (detail === "full") strokeOver(context, style, to.ratio);
}

/** Sets a context up for shapes of a style; where there is one line only, it has the colour itself. */
export function applyStyle(context: Context, style: Style, ratio: number, detail: Detail = "full"): void {
  context.fillStyle = style.fill;
  applyLine(context, style, ratio, detail);
  context.setLineDash(detail === "plain" ? (style.over?.dash ?? []).map((length) => length * ratio) : []);
}

function applyLine(context: Context, style: Style, ratio: number, detail: Detail): void {
  const isFull = detail === "full";
  context.strokeStyle = isFull ? style.stroke : style.ink;
  context.lineWidth = (detail === "bare" ? 1 : isFull ? style.width : Math.min(style.width, LINE)) * ratio;
}

/** Strokes wider than the line that comes after, in the casing of its style. */
function encase(context: Context, style: Style, ratio: number, detail: Detail, stroke: () => void): void {
  const isPlain = detail === "plain";
  const below = style.casing ?? (isPlain ? style.stroke : null);
  if (!below) return;
  const dash = isPlain && style.over?.dash.length ? context.getLineDash() : [];
  context.strokeStyle = below;
  context.lineWidth = (isPlain ? Math.min(style.width, LINE) + CASING : style.width + CASING) * ratio;
  if (dash.length > 0) context.setLineDash([]);
  stroke();
  if (dash.length > 0) context.setLineDash(dash);
  applyLine(context, style, ratio, detail);
}

/** Strokes the current path with what lies on a style's line. */
function strokeOver(context: Context, style: Style, ratio: number): void {
  if (!style.over) return;
  context.strokeStyle = style.over.color;
  context.lineWidth = style.over.width * ratio;
  context.setLineDash(style.over.dash.map((length) => length * ratio));
  context.stroke();
  context.setLineDash([]);
  context.strokeStyle = style.stroke;
  context.lineWidth = style.width * ratio;
}

/** A point is a disc of its colour in a ring, white or black; one that is only offered, a ring of its colour. */
function paintPoint(context: Context, point: Point, to: Mapping, style: Style): void {
  const x = point.x * to.scale - to.originX;
  const y = point.y * to.scale - to.originY;
  const isHollow = style.stroke !== style.ink;
  context.beginPath();
  context.arc(x, y, POINT_RADIUS * to.ratio, 0, 2 * Math.PI);
  context.fillStyle = isHollow ? inkOn(style) : style.ink;
  context.fill();
  context.strokeStyle = isHollow ? style.ink : inkOn(style);
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
