import type { Box, Ellipse } from "../wire";
import { boxAbout, boxCenter } from "./corners";
import { normalDegrees, type Position, rounded, turned } from "./plane";

/** A rectangle about its middle, turned clockwise: how boxes and ellipses are resized and turned. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly degrees: number;
}

/** Handles by the compass, as the frame lies before it is turned. */
export type FrameHandle = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw";

export const FRAME_HANDLES: readonly FrameHandle[] = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

/** What is held down while a handle is dragged. */
export interface ResizeRule {
  /** The sides keep their ratio; corners only. */
  readonly isKeepingRatio: boolean;
  /** The middle stays where it is, instead of the opposite side. */
  readonly isAboutCenter: boolean;
}

export const FREE: ResizeRule = { isKeepingRatio: false, isAboutCenter: false };

export function frameOf(shape: Box | Ellipse): Frame {
  if (shape.type === "ellipse") {
    const { center_x: x, center_y: y, radius_x, radius_y, rotation } = shape;
    return { x, y, width: 2 * radius_x, height: 2 * radius_y, degrees: rotation ?? 0 };
  }
  const [x, y] = boxCenter(shape);
  return { x, y, width: shape.width, height: shape.height, degrees: shape.rotation ?? 0 };
}

/** The shape that fills a frame. Numbers that stay as they were keep every digit, others are rounded. */
export function framed<S extends Box | Ellipse>(shape: S, frame: Frame): S;
export function framed(shape: Box | Ellipse, frame: Frame): Box | Ellipse {
  const { x, y, width, height } = frame;
  const degrees = settled(normalDegrees(frame.degrees), shape.rotation ?? 0);
  const rotation = degrees === 0 && shape.rotation == null ? {} : { rotation: degrees };
  if (shape.type === "ellipse") {
    return {
      ...shape,
      center_x: settled(x, shape.center_x),
      center_y: settled(y, shape.center_y),
      radius_x: settled(width / 2, shape.radius_x),
      radius_y: settled(height / 2, shape.radius_y),
      ...rotation,
    };
  }
  const box = boxAbout([x, y], width, height, frame.degrees);
  return {
    ...shape,
    left: settled(box.left, shape.left),
    top: settled(box.top, shape.top),
    width: settled(width, shape.width),
    height: settled(height, shape.height),
    ...rotation,
  };
}

function settled(number: number, before: number): number {
  return Math.abs(number - before) < 1e-6 ? before : rounded(number);
}

/** Where a handle is, or `away` px outside of it. */
export function handleAt(frame: Frame, handle: FrameHandle, away = 0): Position {
  const [h, v] = sides(handle);
  const x = frame.x + h * (frame.width / 2 + away);
  const y = frame.y + v * (frame.height / 2 + away);
  return turned(x, y, frame.x, frame.y, frame.degrees);
}

/** The frame once a handle has been dragged to a position. Dragged past the other side it is turned inside out. */
export function resized(
  frame: Frame,
  handle: FrameHandle,
  x: number,
  y: number,
  rule: ResizeRule = FREE,
): Frame {
  const [h, v] = sides(handle);
  const [px, py] = turned(x, y, frame.x, frame.y, -frame.degrees);
  // Distances from what stays put, along the sides: signed, so that passing it shows.
  const about = rule.isAboutCenter ? 2 : 1;
  const anchorX = rule.isAboutCenter ? frame.x : frame.x - (h * frame.width) / 2;
  const anchorY = rule.isAboutCenter ? frame.y : frame.y - (v * frame.height) / 2;
  let width = h === 0 ? frame.width : h * (px - anchorX) * about;
  let height = v === 0 ? frame.height : v * (py - anchorY) * about;
  if (rule.isKeepingRatio && h !== 0 && v !== 0 && frame.width > 0 && frame.height > 0) {
    const scale = Math.max(Math.abs(width) / frame.width, Math.abs(height) / frame.height);
    width = Math.sign(width || 1) * scale * frame.width;
    height = Math.sign(height || 1) * scale * frame.height;
  }
  const middleX = rule.isAboutCenter || h === 0 ? frame.x : anchorX + (h * width) / 2;
  const middleY = rule.isAboutCenter || v === 0 ? frame.y : anchorY + (v * height) / 2;
  const [cx, cy] = turned(middleX, middleY, frame.x, frame.y, frame.degrees);
  return { x: cx, y: cy, width: Math.abs(width), height: Math.abs(height), degrees: frame.degrees };
}

/** The frame turned so that its upper side faces a position; by steps of 15 degrees if wanted. */
export function facing(frame: Frame, x: number, y: number, isStepped: boolean): Frame {
  const degrees = (Math.atan2(y - frame.y, x - frame.x) * 180) / Math.PI + 90;
  const whole = isStepped ? Math.round(degrees / 15) * 15 : Math.round(degrees * 10) / 10;
  return { ...frame, degrees: normalDegrees(whole) };
}

/** The name of a resize cursor that fits a handle of a turned frame. */
export function resizeCursor(handle: FrameHandle, degrees: number): string {
  const [h, v] = sides(handle);
  const angle = (Math.atan2(v, h) * 180) / Math.PI + degrees;
  const names = ["ew-resize", "nwse-resize", "ns-resize", "nesw-resize"] as const;
  return names[((Math.round(angle / 45) % 4) + 4) % 4] as string;
}

/** Which way a handle lies from the middle: -1, 0 or 1 across and down. */
function sides(handle: FrameHandle): [number, number] {
  const across = handle.includes("e") ? 1 : handle.includes("w") ? -1 : 0;
  const down = handle.includes("s") ? 1 : handle.includes("n") ? -1 : 0;
  return [across, down];
}
