import { keyOf } from "../../core/annotation";
import type { Bounds } from "../../core/geometry/plane";
import type { Annotation } from "../../core/wire";
import type { Backdrop } from "../backdrop";
import { isUpright } from "../geometry";
import type { Scene } from "../scene";
import { inkOn } from "../style";
import { TILE, type Tile } from "../tiles";
import type { Bitmaps } from "./bitmap";
import { chipSize, paintChip, paintLock } from "./label";
import { MASK_OPACITY, MaskPainter } from "./mask";
import { applyStyle, type Mapping, paintShape } from "./shape";

/** CSS pixels that anything drawn for a shape may reach beyond its box. */
export const REACH = 7;
/** Shapes on the asset from which on each has one line only. */
const SOME = 800;
/** Shapes in one tile from which on only outlines are drawn. */
const MANY = 2000;
/** CSS pixels below which a shape is a dot. */
const TINY = 2.5;
/** CSS pixels below which the box of a shape stands for it, where many share a tile. */
const SMALL = 14;
/** CSS pixels of width and height together below which lines are not dashed, where many shapes are. */
const SHORT = 60;
/** CSS pixels across a lock. */
const LOCK = 16;
/** CSS pixels of the screen per pixel of the asset from which on these are told apart by a grid. */
const GRID_FROM = 16;

/** What a tile shows beside the shapes themselves. */
export interface Scenery {
  readonly backdrop: Backdrop | null;
  /** Colour around the asset. */
  readonly ground: string;
  /** Whether names are written into shapes that are large enough. */
  readonly hasLabels: boolean;
  /** Shapes that are shown in the overlay for now. */
  readonly lifted: ReadonlySet<number>;
  titleOf(annotation: Annotation): string;
}

/** Paints tiles: the asset below, annotations above, into one opaque bitmap, so that a frame only copies it. */
export class TilePainter {
  private readonly canvas = new OffscreenCanvas(TILE, TILE);
  private readonly context = this.canvas.getContext("2d", { alpha: false });
  private readonly masks = new MaskPainter();
  /** One byte for every four pixels: where a dot has been drawn in this tile. */
  private readonly dots = new Uint8Array((TILE / 2) ** 2);

  constructor(
    private readonly scene: Scene,
    private readonly bitmaps: Bitmaps,
  ) {}

  /** Paints a tile of a set at `scale` pixels of the device per pixel of the asset. */
  paint(tile: Tile, scale: number, ratio: number, scenery: Scenery): void {
    const context = this.context;
    if (!context) return;
    const to: Mapping = { scale, originX: tile.col * TILE, originY: tile.row * TILE, ratio };
    this.paintGround(to, scenery);
    const slots = this.slotsIn(to, scenery.lifted);
    if (slots.length > MANY) this.paintMany(slots, to);
    else this.paintFew(slots, to, scenery);
    tile.bitmap?.close();
    tile.bitmap = this.canvas.transferToImageBitmap();
    tile.isDirty = false;
  }

  private slotsIn(to: Mapping, lifted: ReadonlySet<number>): number[] {
    const reach = REACH * to.ratio;
    const slots = this.scene.search(
      (to.originX - reach) / to.scale,
      (to.originY - reach) / to.scale,
      (to.originX + TILE + reach) / to.scale,
      (to.originY + TILE + reach) / to.scale,
    );
    return lifted.size > 0 ? slots.filter((slot) => !lifted.has(slot)) : slots;
  }

  private paintGround(to: Mapping, { backdrop, ground }: Scenery): void {
    const context = this.context;
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = ground;
    context.fillRect(0, 0, TILE, TILE);
    if (!backdrop) return;
    const viewport = {
      x: to.originX / to.scale,
      y: to.originY / to.scale,
      width: TILE / to.scale,
      height: TILE / to.scale,
    };
    const isBeside =
      viewport.x >= backdrop.width ||
      viewport.y >= backdrop.height ||
      viewport.x + viewport.width <= 0 ||
      viewport.y + viewport.height <= 0;
    if (isBeside) return;
    context.setTransform(to.scale, 0, 0, to.scale, -to.originX, -to.originY);
    context.imageSmoothingEnabled = to.scale / to.ratio <= 4;
    backdrop.draw(context, viewport, to.scale);
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (to.scale / to.ratio > GRID_FROM) this.paintGrid(to, backdrop);
  }

  private paintGrid(to: Mapping, backdrop: Backdrop): void {
    const context = this.context;
    if (!context) return;
    context.fillStyle = "rgb(128 128 128 / 0.35)";
    const right = Math.min(TILE, backdrop.width * to.scale - to.originX);
    const bottom = Math.min(TILE, backdrop.height * to.scale - to.originY);
    const left = Math.max(0, -to.originX);
    const top = Math.max(0, -to.originY);
    for (let x = Math.ceil((to.originX + left) / to.scale); x * to.scale - to.originX < right; x++) {
      context.fillRect(Math.round(x * to.scale - to.originX), top, 1, bottom - top);
    }
    for (let y = Math.ceil((to.originY + top) / to.scale); y * to.scale - to.originY < bottom; y++) {
      context.fillRect(left, Math.round(y * to.scale - to.originY), right - left, 1);
    }
  }

  /** Whether a shape is too small for dashes to be seen as such; they cost more than the line itself. */
  private isShort(slot: number, to: Mapping): boolean {
    const { left, top, right, bottom } = this.scene.boxAt(slot);
    return (right - left + bottom - top) * to.scale < SHORT * to.ratio;
  }

  /** Everything in its order, with insides, names and marks. */
  private paintFew(slots: number[], to: Mapping, scenery: Scenery): void {
    const { scene, context } = this;
    if (!context) return;
    slots.sort((one, other) => (scene.rank[one] ?? 0) - (scene.rank[other] ?? 0));
    // For all tiles alike: a seam between them would be seen.
    const detail = scene.size > SOME ? "plain" : "full";
    let style = -1;
    let hasMasks = false;
    for (const slot of slots) {
      const annotation = scene.annotationAt(slot);
      const geometry = annotation?.geometry;
      if (!geometry) continue;
      const next = scene.style[slot] ?? 0;
      if (geometry.type === "mask") {
        const own = scene.styles.get(next);
        this.masks.add(geometry, to, own, own.opacity * MASK_OPACITY);
        hasMasks = true;
        continue;
      }
      if (hasMasks) this.masks.flush(context);
      hasMasks = false;
      if (geometry.type === "bitmap") {
        this.bitmaps.paint(context, geometry, to, scene.styles.get(next));
        continue;
      }
      const isSolid = detail === "plain" && this.isShort(slot, to);
      const drawn = 2 * next + (isSolid ? 1 : 0);
      if (drawn !== style) applyStyle(context, scene.styles.get(next), to.ratio, detail);
      if (drawn !== style && isSolid) context.setLineDash([]);
      style = drawn;
      paintShape(context, geometry, to, scene.styles.get(next), detail);
    }
    if (hasMasks) this.masks.flush(context);
    context.setLineDash([]);
    this.paintMarks(slots, to, scenery);
  }

  /** Dots and outlines: what can be told apart where thousands of shapes share a tile. */
  private paintMany(slots: number[], to: Mapping): void {
    const { scene, context } = this;
    if (!context) return;
    const tiny = (TINY * to.ratio) / to.scale;
    const large: number[] = [];
    this.dots.fill(0);
    // The topmost first: the first dot at a place is the one that is kept.
    slots.sort((one, other) => (scene.rank[other] ?? 0) - (scene.rank[one] ?? 0));
    let style = -1;
    for (const slot of slots) {
      const at = 4 * slot;
      const width = (scene.bounds[at + 2] ?? 0) - (scene.bounds[at] ?? 0);
      const height = (scene.bounds[at + 3] ?? 0) - (scene.bounds[at + 1] ?? 0);
      if (width > tiny || height > tiny) {
        large.push(slot);
        continue;
      }
      const next = scene.style[slot] ?? 0;
      if (next !== style) context.fillStyle = scene.styles.get(next).ink;
      style = next;
      this.paintDot((scene.bounds[at] ?? 0) + width / 2, (scene.bounds[at + 1] ?? 0) + height / 2, to);
    }
    this.paintOutlines(large.reverse(), to);
  }

  private paintDot(x: number, y: number, to: Mapping): void {
    const col = Math.floor((x * to.scale - to.originX) / 2);
    const row = Math.floor((y * to.scale - to.originY) / 2);
    const side = TILE / 2;
    if (col < 0 || row < 0 || col >= side || row >= side || this.dots[row * side + col]) return;
    this.dots[row * side + col] = 1;
    this.context?.fillRect(2 * col, 2 * row, 2, 2);
  }

  private paintOutlines(slots: readonly number[], to: Mapping): void {
    const { scene, context } = this;
    if (!context) return;
    let style = -1;
    for (const slot of slots) {
      const geometry = scene.annotationAt(slot)?.geometry;
      if (!geometry) continue;
      const next = scene.style[slot] ?? 0;
      const own = scene.styles.get(next);
      if (geometry.type === "mask") {
        this.masks.add(geometry, to, own, own.opacity * MASK_OPACITY);
        continue;
      }
      if (next !== style) applyStyle(context, own, to.ratio, "bare");
      style = next;
      if (geometry.type === "bitmap") this.bitmaps.paint(context, geometry, to, own);
      else if (!this.paintSmall(slot, to)) paintShape(context, geometry, to, own, "bare");
    }
    this.masks.flush(context);
  }

  /** A shape too small for its outline to be told from its box: the box, on whole pixels, which costs a fraction. */
  private paintSmall(slot: number, to: Mapping): boolean {
    const { left, top, right, bottom } = this.scene.boxAt(slot);
    const width = (right - left) * to.scale;
    const height = (bottom - top) * to.scale;
    if (width > SMALL * to.ratio || height > SMALL * to.ratio) return false;
    const x = Math.round(left * to.scale - to.originX) + 0.5;
    const y = Math.round(top * to.scale - to.originY) + 0.5;
    this.context?.strokeRect(x, y, Math.round(width), Math.round(height));
    return true;
  }

  /** Names and locks of shapes with room for them, above all shapes. */
  private paintMarks(slots: readonly number[], to: Mapping, scenery: Scenery): void {
    const { scene, context } = this;
    if (!context) return;
    for (const slot of slots) {
      const annotation = scene.annotationAt(slot);
      if (!annotation || (!scenery.hasLabels && !annotation.readonly)) continue;
      const box = scene.boxAt(slot);
      if (!hasRoom(box, to, LOCK)) continue;
      const style = scene.styles.get(scene.style[slot] ?? 0);
      const x = box.left * to.scale - to.originX;
      const y = box.top * to.scale - to.originY;
      const title = scenery.hasLabels && isUpright(annotation.geometry) ? scenery.titleOf(annotation) : "";
      const width = title ? chipSize(title).width : 0;
      const isNamed = width > 0 && hasRoom(box, to, width);
      if (isNamed) paintChip(context, title, x, y, style, to.ratio);
      if (!annotation.readonly) continue;
      const lockX = x + (isNamed ? width : 0) * to.ratio;
      context.fillStyle = style.ink;
      context.fillRect(Math.round(lockX), Math.round(y), LOCK * to.ratio, LOCK * to.ratio);
      paintLock(context, lockX + 3 * to.ratio, y + 3 * to.ratio, inkOn(style), to.ratio);
    }
  }
}

/** Whether a box has room for a mark of a width in CSS pixels, and for what it marks. */
function hasRoom(box: Bounds, to: Mapping, width: number): boolean {
  const across = ((box.right - box.left) * to.scale) / to.ratio;
  const down = ((box.bottom - box.top) * to.scale) / to.ratio;
  return down >= 3 * width ** 0.75 && across >= 1.5 * width;
}

/** Whether tiles name a shape, so that nothing else has to. */
export function isNamedInTile(annotation: Annotation, box: Bounds, to: Mapping, title: string): boolean {
  return isUpright(annotation.geometry) && hasRoom(box, to, chipSize(title).width);
}

/** The name of an annotation as it is written on a chip, with its score where it has one. */
export function chipText(name: string, annotation: Annotation): string {
  const score = annotation.confidence;
  const shown = name || keyOf(annotation).slice(0, 8);
  return score == null ? shown : `${shown} ${score.toFixed(2)}`;
}
