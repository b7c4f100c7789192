import type { Bounds } from "../core/geometry/plane";
import type { Backdrop } from "./backdrop";
import type { Camera, Place } from "./camera";
import type { Mapping } from "./raster/shape";
import type { Scenery, TilePainter } from "./raster/tile";
import { REACH } from "./raster/tile";
import { coverOf, type DeviceView, TILE, type Tile, TileSet } from "./tiles";

/** Milliseconds of a frame that may go into painting tiles. */
const BUDGET = 6;
/** The same for what is shown for the first time: nobody uses it before it is there. */
const FIRST_BUDGET = 30;
/** Milliseconds without zooming until tiles are painted at the exact scale. */
const SETTLED_AFTER = 140;
/**
 * Largest factors by which tiles of another scale are enlarged and reduced while zooming. Coarse tiles for the time of
 * a gesture cost nothing to paint; reduced ones are many for the same view.
 */
const ENLARGED = 2;
const REDUCED = 2 ** 0.3;

/** What the board asks of its owner. */
export interface Scenes {
  scenery(): Scenery;
  drawOverlay(to: Mapping): void;
  /** Called when every tile in view is up to date. */
  onClean(): void;
}

/** Two canvases in a host and the tiles that fill the lower one, a bounded piece of work in each frame. */
export class Board {
  readonly scene = canvas("postil-scene");
  readonly overlay = canvas("postil-overlay");
  /** Pixels of the device per CSS pixel. */
  ratio = 1;
  private readonly context = this.scene.getContext("2d", { alpha: false });
  private current = new TileSet(1);
  private previous: TileSet | null = null;
  private zoomedAt = -Infinity;
  private frame = 0;
  private timer = 0;
  private clock = 0;
  private isFirst = true;
  private isSceneStale = true;
  private isOverlayStale = true;
  private isClosed = false;
  /** Place the work begins at, in CSS pixels of the view. */
  focus: { x: number; y: number } | null = null;
  /** What the last frames cost, for measurements. */
  readonly cost = { frames: 0, tiles: 0, paintMs: 0 };

  constructor(
    host: HTMLElement,
    private readonly camera: Camera,
    private readonly painter: TilePainter,
    private readonly scenes: Scenes,
  ) {
    host.append(this.scene, this.overlay);
    camera.subscribe((zoomed) => {
      if (zoomed) this.zoomedAt = performance.now();
      this.isSceneStale = true;
      this.isOverlayStale = true;
      this.ask();
    });
  }

  /** Takes over the size of the view, in CSS pixels, and how far it was moved on the screen. */
  resize(width: number, height: number, ratio: number, moved: Place): void {
    this.ratio = ratio;
    this.scene.width = Math.max(1, Math.round(width * ratio));
    this.scene.height = Math.max(1, Math.round(height * ratio));
    this.scene.style.width = `${this.scene.width / ratio}px`;
    this.scene.style.height = `${this.scene.height / ratio}px`;
    this.zoomedAt = -Infinity;
    this.camera.setView(width, height, moved);
    this.redraw();
  }

  /** Paints everything again, because what lies below or its look has changed. */
  invalidateAll(): void {
    this.previous?.invalidateAll();
    this.current.invalidateAll();
    this.isSceneStale = true;
    this.ask();
  }

  /** Forgets every tile, because they show another asset. */
  clear(): void {
    this.previous?.close();
    this.previous = null;
    this.current.close();
    this.isFirst = true;
    this.redraw();
  }

  invalidate(boxes: readonly Bounds[]): void {
    if (boxes.length === 0) return;
    for (const box of boxes) this.current.invalidate(box, REACH * this.ratio);
    this.isSceneStale = true;
    this.ask();
  }

  repaint(): void {
    this.isOverlayStale = true;
    this.ask();
  }

  redraw(): void {
    this.isSceneStale = true;
    this.repaint();
  }

  /** Whether the tiles in view show everything as it is, at the exact scale. */
  get isClean(): boolean {
    return this.current.scale === this.deviceScale && this.dirtyTiles().length === 0;
  }

  /** From pixels of the asset to pixels of both canvases. Origins are whole, so that tiles are copied and not resampled. */
  get mapping(): Mapping {
    const scale = this.deviceScale;
    return {
      scale,
      originX: Math.round(this.camera.x * scale),
      originY: Math.round(this.camera.y * scale),
      ratio: this.ratio,
    };
  }

  close(): void {
    this.isClosed = true;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.current.close();
    this.previous?.close();
    this.scene.remove();
    this.overlay.remove();
  }

  private get deviceScale(): number {
    return this.camera.scale * this.ratio;
  }

  private ask(): void {
    if (this.frame === 0 && !this.isClosed) this.frame = requestAnimationFrame(this.draw);
  }

  private readonly draw = (): void => {
    this.frame = 0;
    this.clock++;
    this.cost.frames++;
    this.chooseScale();
    const isWorking = this.paintTiles();
    if (this.isSceneStale) this.drawScene();
    if (this.isOverlayStale) {
      this.isOverlayStale = false;
      this.scenes.drawOverlay(this.mapping);
    }
    if (isWorking) this.ask();
  };

  /** Decides the scale tiles are painted at: the exact one at rest, the nearest half octave while zooming. */
  private chooseScale(): void {
    const exact = this.deviceScale;
    const rest = this.zoomedAt + SETTLED_AFTER - performance.now();
    const isZooming = rest > 0;
    if (isZooming) this.askLater(rest);
    const stretch = exact / this.current.scale;
    if (stretch === 1 || (isZooming && stretch <= ENLARGED && stretch >= 1 / REDUCED)) return;
    const next = isZooming ? 2 ** (Math.round(2 * Math.log2(exact)) / 2) : exact;
    if (next === this.current.scale) return;
    if (this.isAnyPainted(this.current)) {
      this.previous?.close();
      this.previous = this.current;
    } else this.current.close();
    this.current = new TileSet(next);
    this.isSceneStale = true;
  }

  private askLater(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), delay + 1) as unknown as number;
  }

  private isAnyPainted(set: TileSet): boolean {
    for (const tile of set.within(coverOf(this.viewOf(set)))) if (tile.bitmap) return true;
    return false;
  }

  /** The view in pixels of a set's tiles. */
  private viewOf(set: TileSet): DeviceView {
    const { originX, originY } = this.mapping;
    const stretch = this.deviceScale / set.scale;
    return {
      left: originX / stretch,
      top: originY / stretch,
      width: this.scene.width / stretch,
      height: this.scene.height / stretch,
    };
  }

  private dirtyTiles(): Tile[] {
    const cover = coverOf(this.viewOf(this.current));
    const dirty: Tile[] = [];
    for (let row = cover.fromRow; row <= cover.toRow; row++) {
      for (let col = cover.fromCol; col <= cover.toCol; col++) {
        const tile = this.current.open(col, row);
        tile.usedAt = this.clock;
        if (tile.isDirty) dirty.push(tile);
      }
    }
    return dirty;
  }

  /** Paints dirty tiles, the nearest first, until the time is up. Returns whether any are left. */
  private paintTiles(): boolean {
    const dirty = this.dirtyTiles();
    if (dirty.length === 0) return false;
    const view = this.viewOf(this.current);
    const stretch = this.deviceScale / this.current.scale;
    const x = view.left + (this.focus ? (this.focus.x * this.ratio) / stretch : view.width / 2);
    const y = view.top + (this.focus ? (this.focus.y * this.ratio) / stretch : view.height / 2);
    const far = (tile: Tile): number => Math.hypot((tile.col + 0.5) * TILE - x, (tile.row + 0.5) * TILE - y);
    dirty.sort((one, other) => far(one) - far(other));
    const scenery = this.scenes.scenery();
    const budget = this.isFirst ? FIRST_BUDGET : BUDGET;
    const begun = performance.now();
    let painted = 0;
    for (const tile of dirty) {
      this.painter.paint(tile, this.current.scale, this.ratio, scenery);
      painted++;
      if (performance.now() - begun > budget) break;
    }
    this.cost.tiles += painted;
    this.cost.paintMs += performance.now() - begun;
    this.isSceneStale = true;
    if (painted < dirty.length) return true;
    this.isFirst = false;
    this.previous?.close();
    this.previous = null;
    this.current.trim(Math.max(128, 3 * this.visibleCount));
    this.scenes.onClean();
    return false;
  }

  private get visibleCount(): number {
    return Math.ceil(this.scene.width / TILE + 1) * Math.ceil(this.scene.height / TILE + 1);
  }

  private drawScene(): void {
    const context = this.context;
    if (!context) return;
    this.isSceneStale = false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    const cover = coverOf(this.viewOf(this.current));
    const tiles = [...this.current.within(cover)];
    if (tiles.some((tile) => !tile.bitmap)) this.drawBelow(context);
    for (const tile of tiles) this.copy(context, tile, this.current);
  }

  /** What shows where tiles are missing: the asset itself, and older tiles stretched. */
  private drawBelow(context: CanvasRenderingContext2D): void {
    const { backdrop, ground } = this.scenes.scenery();
    context.fillStyle = ground;
    context.fillRect(0, 0, this.scene.width, this.scene.height);
    if (backdrop) this.drawBackdrop(context, backdrop);
    const previous = this.previous;
    if (!previous) return;
    for (const tile of previous.within(coverOf(this.viewOf(previous)))) this.copy(context, tile, previous);
  }

  private drawBackdrop(context: CanvasRenderingContext2D, backdrop: Backdrop): void {
    const { scale, originX, originY } = this.mapping;
    context.setTransform(scale, 0, 0, scale, -originX, -originY);
    context.imageSmoothingEnabled = this.camera.scale <= 4;
    backdrop.draw(context, this.camera.viewport, scale);
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  private copy(context: CanvasRenderingContext2D, tile: Tile, set: TileSet): void {
    if (!tile.bitmap) return;
    const { scale, originX, originY } = this.mapping;
    const stretch = scale / set.scale;
    const left = Math.round(tile.col * TILE * stretch) - originX;
    const top = Math.round(tile.row * TILE * stretch) - originY;
    if (stretch === 1) {
      context.drawImage(tile.bitmap, left, top);
      return;
    }
    const right = Math.round((tile.col + 1) * TILE * stretch) - originX;
    const bottom = Math.round((tile.row + 1) * TILE * stretch) - originY;
    context.imageSmoothingEnabled = true;
    context.drawImage(tile.bitmap, left, top, right - left, bottom - top);
  }
}

function canvas(name: string): HTMLCanvasElement {
  const element = document.createElement("canvas");
  element.className = name;
  element.setAttribute("aria-hidden", "true");
  Object.assign(element.style, { position: "absolute", left: "0", top: "0" });
  return element;
}
