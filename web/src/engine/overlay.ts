import { type Key, keyOf } from "../core/annotation";
import type { Bounds } from "../core/geometry/plane";
import type { BrushMask } from "../core/masks/brush";
import type { Annotation, Geometry, Mask } from "../core/wire";
import { boundsOf } from "./geometry";
import { BrushPainter } from "./raster/brush";
import { chipSize, paintChip } from "./raster/label";
import { MASK_OPACITY, MaskPainter } from "./raster/mask";
import { applyStyle, type Context, type Mapping, paintShape, trace } from "./raster/shape";
import { Sheet } from "./sheet";
import { CASING, casingOf, LINE, type Style, styleOf } from "./style";
import { TILE } from "./tiles";
import type { HandleKind, Look, Overlay, Rect } from "./tools/tool";

/** The blue of what is selected and of handles, on any picture. */
export const ACCENT = "#2f7bf6";
const TEXT = styleOf("#1c2129", "draft");
/** CSS pixels that strokes, points and handles reach beyond what they belong to. */
const REACH = 12;

/** Draws what changes with every movement of the pointer, above the tiles. */
export class OverlayPainter implements Overlay {
  private readonly sheet: Sheet;
  private to: Mapping = { scale: 1, originX: 0, originY: 0, ratio: 1 };
  private width = 0;
  private height = 0;
  private readonly moved = new Map<Key, Geometry>();
  private masks: MaskPainter | null = null;
  private readonly brushes = new BrushPainter();

  constructor(
    canvas: HTMLCanvasElement,
    private readonly styleFor: (annotation: Annotation) => Style,
  ) {
    this.sheet = new Sheet(canvas);
  }

  /** Begins a picture for a view of so many pixels of the device. */
  begin(to: Mapping, width: number, height: number): void {
    this.moved.clear();
    this.to = to;
    this.width = width;
    this.height = height;
  }

  /** Shows everything drawn since it was begun. */
  end(): void {
    this.sheet.show(this.width, this.height, this.to.ratio);
  }

  /** Whether a part of a box in pixels of the asset is in view. */
  isInView(box: Bounds): boolean {
    return (
      this.left(box.right) >= 0 &&
      this.top(box.bottom) >= 0 &&
      this.left(box.left) <= this.width &&
      this.top(box.top) <= this.height
    );
  }

  /** From pixels of the asset to those of the view's device. */
  get mapping(): Mapping {
    return this.to;
  }

  /** Where an annotation was drawn in this picture, if a tool has drawn it; its key names it. */
  movedTo(key: Key): Bounds | null {
    const geometry = this.moved.get(key);
    return geometry ? boundsOf(geometry) : null;
  }

  annotation(annotation: Annotation, geometry: Geometry): void {
    this.moved.set(keyOf(annotation), geometry);
    this.styled(geometry, this.styleFor(annotation));
  }

  /** A geometry in a style, as tiles show it. */
  styled(geometry: Geometry, style: Style): void {
    const { to } = this;
    this.put(geometry, (context) => {
      if (geometry.type === "mask") this.mask(context, geometry, style);
      else {
        applyStyle(context, style, to.ratio);
        paintShape(context, geometry, to, style);
      }
    });
  }

  shape(geometry: Geometry, look: Look = {}): void {
    const { to } = this;
    this.put(geometry, (context) => {
      context.beginPath();
      const hasInside = trace(context, geometry, to);
      this.finish(context, look, hasInside);
    });
  }

  /** An outline that can be told from any picture below it, and from those that are not emphasized. */
  emphasized(geometry: Geometry, color: string, width: number): void {
    const { to } = this;
    this.put(geometry, (context) => {
      context.setLineDash([]);
      context.beginPath();
      trace(context, geometry, to);
      context.strokeStyle = casingOf(color);
      context.lineWidth = (width + 2 * CASING) * to.ratio;
      context.stroke();
      context.strokeStyle = color;
      context.lineWidth = width * to.ratio;
      context.stroke();
    });
  }

  handle(x: number, y: number, kind: HandleKind, isHot: boolean): void {
    const { to } = this;
    const [px, py] = [this.left(x), this.top(y)];
    const size = (kind === "midpoint" ? 3 : isHot ? 5.5 : 4.5) * to.ratio;
    this.around(px, py, px, py, (context) => {
      context.setLineDash([]);
      context.fillStyle = isHot ? ACCENT : "#fff";
      context.strokeStyle = isHot ? "#fff" : ACCENT;
      context.lineWidth = 1.5 * to.ratio;
      context.globalAlpha = kind === "midpoint" && !isHot ? 0.75 : 1;
      context.beginPath();
      if (kind === "corner" || kind === "edge") context.rect(px - size, py - size, 2 * size, 2 * size);
      else context.arc(px, py, size, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
      context.globalAlpha = 1;
    });
  }

  line(points: ReadonlyArray<readonly [number, number]>, look: Look = {}): void {
    const [xs, ys] = [points.map(([x]) => this.left(x)), points.map(([, y]) => this.top(y))];
    this.around(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), (context) => {
      context.beginPath();
      xs.forEach((x, no) => {
        context.lineTo(x, ys[no] ?? 0);
      });
      this.finish(context, look, points.length > 2);
    });
  }

  rect(rect: Rect, look: Look = {}): void {
    const [left, top] = [this.left(rect.left), this.top(rect.top)];
    const [right, bottom] = [this.left(rect.right), this.top(rect.bottom)];
    this.around(left, top, right, bottom, (context) => {
      context.beginPath();
      context.rect(left, top, right - left, bottom - top);
      this.finish(context, look, true);
    });
  }

  circle(x: number, y: number, radius: number, look: Look = {}): void {
    const [px, py, reach] = [this.left(x), this.top(y), radius * this.to.scale];
    this.around(px - reach, py - reach, px + reach, py + reach, (context) => {
      context.beginPath();
      context.arc(px, py, reach, 0, 2 * Math.PI);
      this.finish(context, look, true);
    });
  }

  arrow(fromX: number, fromY: number, toX: number, toY: number, look: Look = {}): void {
    const [ax, ay, bx, by] = [this.left(fromX), this.top(fromY), this.left(toX), this.top(toY)];
    const size = (6 + (look.width ?? 1.5)) * this.to.ratio;
    const turn = Math.atan2(by - ay, bx - ax);
    const box = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)] as const;
    this.around(...box, (context) => {
      context.beginPath();
      context.moveTo(ax, ay);
      context.lineTo(bx - 0.7 * size * Math.cos(turn), by - 0.7 * size * Math.sin(turn));
      this.finish(context, look, false);
      context.beginPath();
      context.moveTo(bx, by);
      context.lineTo(bx - size * Math.cos(turn - 0.4), by - size * Math.sin(turn - 0.4));
      context.lineTo(bx - size * Math.cos(turn + 0.4), by - size * Math.sin(turn + 0.4));
      context.closePath();
      context.fillStyle = look.color ?? ACCENT;
      context.fill();
    });
  }

  raster(mask: BrushMask, color: string, opacity: number): void {
    const { to } = this;
    const box = mask.painted;
    if (!box) return;
    this.around(
      this.left(box.left),
      this.top(box.top),
      this.left(box.right),
      this.top(box.bottom),
      (context) => this.brushes.paint(context, mask, to, color, opacity),
    );
  }

  text(x: number, y: number, text: string): void {
    const offset = 12 * this.to.ratio;
    this.chipAt(this.left(x) + offset, this.top(y) + offset, text, TEXT);
  }

  /** A name above a place, or below where there is no room above. */
  chip(x: number, y: number, text: string, style: Style): void {
    const { width, height } = chipSize(text);
    const { ratio } = this.to;
    const most = Math.max(0, this.width - width * ratio);
    const above = this.top(y) - (height + 3) * ratio;
    this.chipAt(
      Math.min(Math.max(this.left(x), 0), most),
      above >= 0 ? above : Math.max(0, this.top(y)),
      text,
      style,
    );
  }

  private chipAt(x: number, y: number, text: string, style: Style): void {
    const { width, height } = chipSize(text);
    const { ratio } = this.to;
    this.around(x, y, x + width * ratio, y + height * ratio, (context) =>
      paintChip(context, text, x, y, style, ratio),
    );
  }

  private left(x: number): number {
    return x * this.to.scale - this.to.originX;
  }

  private top(y: number): number {
    return y * this.to.scale - this.to.originY;
  }

  private put(geometry: Geometry, draw: (context: CanvasRenderingContext2D) => void): void {
    const box = boundsOf(geometry);
    if (!box) return;
    this.around(this.left(box.left), this.top(box.top), this.left(box.right), this.top(box.bottom), draw);
  }

  private around(
    left: number,
    top: number,
    right: number,
    bottom: number,
    draw: (context: CanvasRenderingContext2D) => void,
  ): void {
    const reach = REACH * this.to.ratio;
    const [low, high] = left <= right ? [left, right] : [right, left];
    const [near, far] = top <= bottom ? [top, bottom] : [bottom, top];
    if (low - reach > this.width || near - reach > this.height || high + reach < 0 || far + reach < 0) return;
    this.sheet.add(low - reach, near - reach, high + reach, far + reach, draw);
  }

  private mask(context: Context, mask: Mask, style: Style): void {
    const [left, top, width, height] = mask.bbox ?? [0, 0, 0, 0];
    const { to } = this;
    this.masks ??= new MaskPainter();
    const endX = Math.min(this.width, this.left(left + width));
    const endY = Math.min(this.height, this.top(top + height));
    for (let x = Math.floor(Math.max(0, this.left(left))); x < endX; x += TILE) {
      for (let y = Math.floor(Math.max(0, this.top(top))); y < endY; y += TILE) {
        const part = { ...to, originX: to.originX + x, originY: to.originY + y };
        this.masks.add(mask, part, style, style.opacity * MASK_OPACITY);
        context.translate(x, y);
        this.masks.flush(context);
        context.translate(-x, -y);
      }
    }
  }

  private finish(context: Context, look: Look, hasInside: boolean): void {
    const { ratio } = this.to;
    const color = look.color ?? ACCENT;
    if (hasInside && look.fill) {
      context.globalAlpha = look.fill;
      context.fillStyle = color;
      context.fill("evenodd");
      context.globalAlpha = 1;
    }
    const width = look.width ?? LINE;
    if (width <= 0) return;
    context.lineJoin = "round";
    context.setLineDash([]);
    context.strokeStyle = casingOf(color);
    context.lineWidth = (width + CASING) * ratio;
    context.stroke();
    context.setLineDash(look.dashed ? [5 * ratio, 4 * ratio] : []);
    context.strokeStyle = color;
    context.lineWidth = width * ratio;
    context.stroke();
    context.setLineDash([]);
  }
}
