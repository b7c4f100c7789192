import { maskOutline } from "./mask-outline";

/** A shape in pixels of the asset, ready to be drawn. */
export type Outline =
  | { kind: "path"; d: string }
  | { kind: "ellipse"; cx: number; cy: number; rx: number; ry: number; turn: number }
  | { kind: "spot"; x: number; y: number };

interface Size {
  width: number;
  height: number;
}

type Numbers = Record<string, number | undefined>;

/** The outline of a geometry as the API spells it; null for what has none on an image, such as a span. */
export function outlineOf(geometry: unknown, size: Size): Outline | null {
  if (typeof geometry !== "object" || geometry === null) {
    return null;
  }
  const { type, unit, rotation } = geometry as { type?: string; unit?: string; rotation?: number };
  const n = geometry as Numbers;
  const scale = scaleOf(unit, size);
  if (scale === null) {
    return null;
  }
  const [sx, sy] = scale;
  const x = (value = 0) => value * sx;
  const y = (value = 0) => value * sy;
  switch (type) {
    case "box":
      return box(x(n.left), y(n.top), x(n.width), y(n.height), rotation ?? 0);
    case "box_xyxy":
      return box(x(n.left), y(n.top), x(n.right) - x(n.left), y(n.bottom) - y(n.top), rotation ?? 0);
    case "box_cxcywh":
      return box(
        x(n.center_x) - x(n.width) / 2,
        y(n.center_y) - y(n.height) / 2,
        x(n.width),
        y(n.height),
        rotation ?? 0,
      );
    case "ellipse":
      return {
        kind: "ellipse",
        cx: x(n.center_x),
        cy: y(n.center_y),
        rx: x(n.radius_x),
        ry: y(n.radius_y),
        turn: rotation ?? 0,
      };
    case "point":
      return { kind: "spot", x: x(n.x), y: y(n.y) };
    case "polygon":
    case "polyline":
      return line((geometry as { points?: [number, number][] }).points ?? [], x, y, type === "polygon");
    case "mask":
      return mask(geometry as Mask);
    default:
      return null;
  }
}

type Mask = { counts?: string | null; height?: number; bbox?: readonly number[] | null };

/** The border of the pixels that are set; the box around them where it is not told or too ragged. */
function mask({ counts, height = 0, bbox }: Mask): Outline | null {
  const d = counts ? maskOutline(counts, height) : null;
  if (d !== null) {
    return { kind: "path", d };
  }
  const [left = 0, top = 0, wide = 0, high = 0] = bbox ?? [];
  return wide > 0 ? box(left, top, wide, high, 0) : null;
}

function scaleOf(unit: string | undefined, { width, height }: Size): [number, number] | null {
  switch (unit ?? "px") {
    case "px":
      return [1, 1];
    case "percent":
      return [width / 100, height / 100];
    case "fraction":
      return [width, height];
    default:
      return null;
  }
}

/** A box turned clockwise by degrees about its top left corner, as the model has it. */
function box(left: number, top: number, width: number, height: number, turn: number): Outline {
  const angle = (turn * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corners: [number, number][] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  const turned = corners.map(([dx, dy]): [number, number] => [
    left + dx * cos - dy * sin,
    top + dx * sin + dy * cos,
  ]);
  return { kind: "path", d: pathOf(turned, true) };
}

function line(
  points: readonly [number, number][],
  x: (value: number) => number,
  y: (value: number) => number,
  isClosed: boolean,
): Outline | null {
  const scaled = points.map(([px, py]): [number, number] => [x(px), y(py)]);
  return scaled.length < 2 ? null : { kind: "path", d: pathOf(scaled, isClosed) };
}

function pathOf(points: readonly [number, number][], isClosed: boolean): string {
  const rounded = points.map(([px, py]) => `${round(px)} ${round(py)}`);
  return `M${rounded.join("L")}${isClosed ? "Z" : ""}`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** The room geometries take from the top left corner, for an asset nobody has measured; null without any in pixels. */
export function extentOf(geometries: readonly unknown[]): Size | null {
  let width = 0;
  let height = 0;
  for (const geometry of geometries) {
    const { unit } = (geometry ?? {}) as { unit?: string };
    // Parts of an unknown size say nothing about it.
    const outline = unit === undefined || unit === "px" ? outlineOf(geometry, { width: 1, height: 1 }) : null;
    for (const [x, y] of outline === null ? [] : cornersOf(outline)) {
      width = Math.max(width, x);
      height = Math.max(height, y);
    }
  }
  return width > 0 && height > 0 ? { width, height } : null;
}

function cornersOf(outline: Outline): [number, number][] {
  if (outline.kind === "spot") {
    return [[outline.x, outline.y]];
  }
  if (outline.kind === "ellipse") {
    const most = Math.max(outline.rx, outline.ry);
    return [[outline.cx + most, outline.cy + most]];
  }
  const numbers = outline.d.match(/-?[\d.]+/g)?.map(Number) ?? [];
  return Array.from({ length: numbers.length / 2 }, (_, at) => [
    numbers[at * 2] ?? 0,
    numbers[at * 2 + 1] ?? 0,
  ]);
}
