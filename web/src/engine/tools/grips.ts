import type { Ref } from "../../core/annotation";
import {
  FRAME_HANDLES,
  type Frame,
  type FrameHandle,
  frameOf,
  handleAt,
  resizeCursor,
} from "../../core/geometry/frame";
import { distance, isShape } from "../../core/geometry/plane";
import { edgesOf, nearestOnLineOf, ringsOf, type VertexRef } from "../../core/geometry/vertices";
import type { Annotation, Box, Ellipse, Path, Polygon, Polyline } from "../../core/wire";
import { onAsset, REACH } from "./pointing";
import type { Overlay, Pointer, ToolHost } from "./tool";

/** Something of a selected shape that can be taken hold of. */
export type Grip =
  | { readonly kind: "resize"; readonly handle: FrameHandle; readonly cursor: string }
  | { readonly kind: "rotate"; readonly cursor: string }
  | { readonly kind: "vertex"; readonly at: VertexRef; readonly cursor: string }
  | {
      readonly kind: "midpoint";
      readonly edge: VertexRef;
      readonly x: number;
      readonly y: number;
      readonly cursor: string;
    };

/** A single selected annotation with a geometry that has grips. */
export interface Held {
  readonly ref: Ref;
  readonly annotation: Annotation;
  readonly shape: Box | Ellipse | Polygon | Polyline | Path;
}

/** Px of the screen from the upper side to the handle that turns. */
const ROTATE_AWAY = 22;
/** Sides shorter than this on the screen have no handle in their middle. */
const LEAST_SIDE = 28;
/** Smaller shapes on the screen have no handles at all: they would hide it. */
const LEAST_FRAME = 8;
/** Edges shorter than this on the screen show no place for a new vertex. */
const LEAST_EDGE = 30;
/** Of more vertices only those near the pointer are shown. */
const MOST_VERTICES = 200;
const NEAR_POINTER = 80;

/** What is selected, if it is one shape with grips that may be changed. */
export function held(host: ToolHost): Held | null {
  const { selection } = host.store;
  const [ref] = selection;
  const annotation = ref && host.store.at(ref);
  const shape = annotation?.geometry;
  if (!ref || selection.length > 1 || !annotation || !isShape(shape)) return null;
  if (shape.type === "mask" || shape.type === "point") return null;
  if (!host.store.isVisible(ref.layer, ref.key) || host.store.barred([ref]).length > 0) return null;
  return { ref, annotation, shape };
}

/** What a pointer would take hold of. */
export function gripAt(host: ToolHost, p: Pointer): Grip | null {
  const one = held(host);
  if (!one) return null;
  if (one.shape.type === "box" || one.shape.type === "ellipse") return frameGrip(host, frameOf(one.shape), p);
  return vertexGrip(host, one.shape, p);
}

function frameGrip(host: ToolHost, frame: Frame, p: Pointer): Grip | null {
  const reach = onAsset(host, REACH);
  const away = onAsset(host, ROTATE_AWAY);
  if (isTiny(host, frame)) return null;
  const [rx, ry] = handleAt(frame, "n", away);
  if (distance(p.x, p.y, rx, ry) <= reach) return { kind: "rotate", cursor: "grab" };
  for (const isCorner of [true, false]) {
    for (const handle of FRAME_HANDLES) {
      if ((handle.length === 2) !== isCorner) continue;
      const [x, y] = handleAt(frame, handle);
      if (isCorner && distance(p.x, p.y, x, y) <= reach) return resizeGrip(handle, frame);
      if (!isCorner && isOnSide(host, frame, handle, p)) return resizeGrip(handle, frame);
    }
  }
  return null;
}

function resizeGrip(handle: FrameHandle, frame: Frame): Grip {
  return { kind: "resize", handle, cursor: resizeCursor(handle, frame.degrees) };
}

/** The whole side can be taken hold of, not only its middle; half as far away, so that what is beside it stays in reach. */
function isOnSide(host: ToolHost, frame: Frame, handle: FrameHandle, p: Pointer): boolean {
  const corners = FRAME_HANDLES.filter((one) => one.length === 2 && one.includes(handle));
  const [from, to] = corners.map((corner) => handleAt(frame, corner));
  if (!from || !to || distance(...from, ...to) < onAsset(host, LEAST_SIDE)) return false;
  return nearestOnLineOf(from, to, p.x, p.y).distance <= onAsset(host, REACH / 2);
}

function isTiny(host: ToolHost, frame: Frame): boolean {
  return Math.max(frame.width, frame.height) < onAsset(host, LEAST_FRAME);
}

function vertexGrip(host: ToolHost, shape: Polygon | Polyline | Path, p: Pointer): Grip | null {
  const reach = onAsset(host, REACH);
  let found: VertexRef | null = null;
  let least = reach;
  for (const [ring, points] of ringsOf(shape).entries()) {
    for (const [index, [x, y]] of points.entries()) {
      const away = distance(p.x, p.y, x, y);
      if (away <= least) [found, least] = [{ ring, index }, away];
    }
  }
  if (found) return { kind: "vertex", at: found, cursor: "move" };
  for (const { ring, index, from, to } of edgesOf(shape)) {
    if (distance(...from, ...to) < onAsset(host, LEAST_EDGE)) continue;
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    if (distance(p.x, p.y, x, y) <= reach)
      return { kind: "midpoint", edge: { ring, index }, x, y, cursor: "copy" };
  }
  return null;
}

/** Draws the grips of what is selected; `pointer` is where the pointer was last, `hot` what is under it. */
export function drawGrips(
  o: Overlay,
  host: ToolHost,
  pointer: { x: number; y: number } | null,
  hot: Grip | null,
  chosen: VertexRef | null = null,
): void {
  const one = held(host);
  if (!one) return;
  if (one.shape.type === "box" || one.shape.type === "ellipse")
    drawFrame(o, host, frameOf(one.shape), hot, one.shape.type === "ellipse");
  else drawVertices(o, host, one.shape, pointer, hot, chosen);
}

function drawFrame(o: Overlay, host: ToolHost, frame: Frame, hot: Grip | null, isRound: boolean): void {
  if (isTiny(host, frame)) return;
  if (frame.width >= onAsset(host, LEAST_FRAME)) {
    const from = handleAt(frame, "n");
    const to = handleAt(frame, "n", onAsset(host, ROTATE_AWAY));
    o.line([from, to], { color: "#2f7bf6", width: 1 });
    o.handle(...to, "rotate", hot?.kind === "rotate");
  }
  if (isRound) {
    const corners = (["nw", "ne", "se", "sw", "nw"] as const).map((corner) => handleAt(frame, corner));
    o.line(corners, { color: "#2f7bf6", width: 1 });
  }
  for (const handle of FRAME_HANDLES) {
    const isCorner = handle.length === 2;
    const side = handle === "n" || handle === "s" ? frame.width : frame.height;
    if (!isCorner && side < onAsset(host, LEAST_SIDE)) continue;
    const isHot = hot?.kind === "resize" && hot.handle === handle;
    o.handle(...handleAt(frame, handle), isCorner ? "corner" : "edge", isHot);
  }
}

function drawVertices(
  o: Overlay,
  host: ToolHost,
  shape: Polygon | Polyline | Path,
  pointer: { x: number; y: number } | null,
  hot: Grip | null,
  chosen: VertexRef | null,
): void {
  const rings = ringsOf(shape);
  const isCrowded = rings.reduce((sum, ring) => sum + ring.length, 0) > MOST_VERTICES;
  const near = onAsset(host, NEAR_POINTER);
  const isShown = (x: number, y: number): boolean =>
    !isCrowded || (pointer !== null && distance(x, y, pointer.x, pointer.y) <= near);
  for (const { ring, index, from, to } of edgesOf(shape)) {
    if (distance(...from, ...to) < onAsset(host, LEAST_EDGE)) continue;
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const isHot = hot?.kind === "midpoint" && hot.edge.ring === ring && hot.edge.index === index;
    if (isShown(x, y)) o.handle(x, y, "midpoint", isHot);
  }
  for (const [ring, points] of rings.entries()) {
    for (const [index, [x, y]] of points.entries()) {
      const isHot = hot?.kind === "vertex" && hot.at.ring === ring && hot.at.index === index;
      const isChosen = chosen?.ring === ring && chosen.index === index;
      if (isShown(x, y)) o.handle(x, y, "vertex", isHot || isChosen);
    }
  }
}
