import type { Ref } from "../../core/annotation";
import { clamp, distance, isShape } from "../../core/geometry/plane";
import { type Snap, snapped } from "../../core/geometry/snap";
import type { Shape } from "../../core/wire";
import type { Overlay, Pointer, Rect, ToolHost } from "./tool";

/** Px of the screen a pointer has to move before it drags: less is a click with a nervous hand. */
export const MIN_DRAG = 3;
/** Px of the screen within which something is meant. */
export const REACH = 8;
/** Px of the screen within which positions are drawn to vertices, edges and the border. */
const SNAP_REACH = 7;
/** Beyond, looking at every edge would be felt. */
const MOST_SNAPPED = 200;

/** A position in the asset, and what it was drawn to. */
export interface Aim {
  readonly x: number;
  readonly y: number;
  readonly snap: Snap | null;
}

export function hasDragged(from: Pointer, to: Pointer): boolean {
  return distance(from.screenX, from.screenY, to.screenX, to.screenY) >= MIN_DRAG;
}

/** Px of the screen as px of the asset. */
export function onAsset(host: ToolHost, pixels: number): number {
  return pixels / host.camera.scale;
}

/** The box around a position, `reach` px of the asset to every side. */
export function around(x: number, y: number, reach: number): Rect {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

export function isSnapping(host: ToolHost, p: Pointer): boolean {
  return host.store.view.isSnapping !== p.ctrl;
}

/** Where a pointer aims at: inside the asset, and at what is near. `without` are shapes that do not draw it. */
export function aim(host: ToolHost, p: Pointer, without: readonly Ref[] = []): Aim {
  const [x, y] = inside(host, p.x, p.y);
  if (!isSnapping(host, p)) return { x, y, snap: null };
  const reach = onAsset(host, SNAP_REACH);
  const snap = snapped(x, y, reach, shapesNear(host, around(x, y, reach), without), host.bounds);
  return snap ? { x: snap.x, y: snap.y, snap } : { x, y, snap: null };
}

export function shapesNear(host: ToolHost, rect: Rect, without: readonly Ref[]): Shape[] {
  const left = new Set(without.map((ref) => ref.key));
  const near = host.within(rect).filter((ref) => !left.has(ref.key));
  return near.slice(0, MOST_SNAPPED).flatMap((ref) => {
    const geometry = host.store.at(ref)?.geometry;
    return isShape(geometry) ? [geometry] : [];
  });
}

export function inside(host: ToolHost, x: number, y: number): [number, number] {
  const { bounds } = host;
  return bounds ? [clamp(x, 0, bounds.width), clamp(y, 0, bounds.height)] : [x, y];
}

/** Shows that a position was drawn to something. */
export function drawAim(o: Overlay, at: Aim | null): void {
  if (at?.snap) o.handle(at.x, at.y, "vertex", true);
}
