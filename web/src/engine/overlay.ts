import type { BrushMask } from "../core/masks/brush";
import type { Annotation, Geometry, Mask } from "../core/wire";
import { BrushPainter } from "./raster/brush";
import { chipSize, paintChip } from "./raster/label";
import { MASK_OPACITY, MaskPainter } from "./raster/mask";
import { applyStyle, type Mapping, paintShape, trace } from "./raster/shape";
import { type Style, styleOf } from "./style";
import { TILE } from "./tiles";
import type { HandleKind, Look, Overlay, Rect } from "./tools/tool";

const ACCENT = "#2f7bf6";
const TEXT = styleOf("#1c2129", "draft");

/** Draws what changes with every movement of the pointer, above the tiles. */
export class OverlayPainter implements Overlay {
  private to: Mapping = { scale: 1, originX: 0, originY: 0, ratio: 1 };
  private masks: MaskPainter | null = null;
  private readonly brushes = new BrushPainter();

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly styleFor: (annotation: Annotation) => Style,
  ) {}

  /** Begins a picture. */
  begin(to: Mapping): void {
    this.to = to;
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.lineJoin = "round";
  }

  annotation(annotation: Annotation, geometry: Geometry): void {
    this.styled(geometry, this.styleFor(annotation));
  }

  /** A geometry in a style, as tiles show it. */
  styled(geometry: Geometry, style: Style): void {
    const { context, to } = this;
    if (geometry.type === "mask") {
      this.mask(geometry, style);
      return;
    }
    applyStyle(context, style, to.ratio, true);
    paintShape(context, geometry, to, style, true);
    context.setLineDash([]);
  }

  shape(geometry: Geometry, look: Look = {}): void {
    this.context.beginPath();
    const hasInside = trace(this.context, geometry, this.to);
    this.finish(look, hasInside);
  }

  /** An outline that can be told from any picture below it: white around its colour. */
  emphasized(geometry: Geometry, color: string, width: number): void {
    const { context, to } = this;
    context.setLineDash([]);
    context.beginPath();
    trace(context, geometry, to);
    context.strokeStyle = "rgb(255 255 255 / 0.85)";
    context.lineWidth = (width + 2) * to.ratio;
    context.stroke();
    context.strokeStyle = color;
    context.lineWidth = width * to.ratio;
    context.stroke();
  }

  handle(x: number, y: number, kind: HandleKind, isHot: boolean): void {
    const { context, to } = this;
    const [px, py] = [x * to.scale - to.originX, y * to.scale - to.originY];
    const size = (kind === "midpoint" ? 3 : isHot ? 5.5 : 4.5) * to.ratio;
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
  }

  line(points: ReadonlyArray<readonly [number, number]>, look: Look = {}): void {
    const { context, to } = this;
    context.beginPath();
    points.forEach(([x, y], no) => {
      if (no === 0) context.moveTo(x * to.scale - to.originX, y * to.scale - to.originY);
      else context.lineTo(x * to.scale - to.originX, y * to.scale - to.originY);
    });
    this.finish(look, points.length > 2);
  }

  rect({ left, top, right, bottom }: Rect, look: Look = {}): void {
    const { context, to } = this;
    context.beginPath();
    context.rect(
      left * to.scale - to.originX,
      top * to.scale - to.originY,
      (right - left) * to.scale,
      (bottom - top) * to.scale,
    );
    this.finish(look, true);
  }

  circle(x: number, y: number, radius: number, look: Look = {}): void {
    const { context, to } = this;
    context.beginPath();
    context.arc(x * to.scale - to.originX, y * to.scale - to.originY, radius * to.scale, 0, 2 * Math.PI);
    this.finish(look, true);
  }

  arrow(fromX: number, fromY: number, toX: number, toY: number, look: Look = {}): void {
    const { context, to } = this;
    const [ax, ay] = [fromX * to.scale - to.originX, fromY * to.scale - to.originY];
    const [bx, by] = [toX * to.scale - to.originX, toY * to.scale - to.originY];
    const size = (6 + (look.width ?? 1.5)) * to.ratio;
    const turn = Math.atan2(by - ay, bx - ax);
    context.beginPath();
    context.moveTo(ax, ay);
    context.lineTo(bx - 0.7 * size * Math.cos(turn), by - 0.7 * size * Math.sin(turn));
    this.finish(look, false);
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(bx, by);
    context.lineTo(bx - size * Math.cos(turn - 0.4), by - size * Math.sin(turn - 0.4));
    context.lineTo(bx - size * Math.cos(turn + 0.4), by - size * Math.sin(turn + 0.4));
    context.closePath();
    context.fillStyle = look.color ?? ACCENT;
    context.fill();
  }

  raster(mask: BrushMask, color: string, opacity: number): void {
    this.brushes.paint(this.context, mask, this.to, color, opacity);
  }

  text(x: number, y: number, text: string): void {
    const { context, to } = this;
    const offset = 12 * to.ratio;
    paintChip(
      context,
      text,
      x * to.scale - to.originX + offset,
      y * to.scale - to.originY + offset,
      TEXT,
      to.ratio,
    );
  }

  /** A name above the left-top corner of a box, or inside where there is no room above. */
  chip(x: number, y: number, text: string, style: Style): void {
    const { context, to } = this;
    const { width, height } = chipSize(text);
    const [px, py] = [x * to.scale - to.originX, y * to.scale - to.originY];
    const most = Math.max(0, context.canvas.width - width * to.ratio);
    const above = py - (height + 3) * to.ratio;
    paintChip(
      context,
      text,
      Math.min(Math.max(px, 0), most),
      above >= 0 ? above : Math.max(0, py),
      style,
      to.ratio,
    );
  }

  private mask(mask: Mask, style: Style): void {
    const [left, top, width, height] = mask.bbox ?? [0, 0, 0, 0];
    const { context, to } = this;
    this.masks ??= new MaskPainter();
    const { width: viewWidth, height: viewHeight } = context.canvas;
    const from = {
      x: Math.max(0, left * to.scale - to.originX),
      y: Math.max(0, top * to.scale - to.originY),
    };
    const end = {
      x: Math.min(viewWidth, (left + width) * to.scale - to.originX),
      y: Math.min(viewHeight, (top + height) * to.scale - to.originY),
    };
    for (let x = Math.floor(from.x); x < end.x; x += TILE) {
      for (let y = Math.floor(from.y); y < end.y; y += TILE) {
        const part = { ...to, originX: to.originX + x, originY: to.originY + y };
        this.masks.add(mask, part, style, style.opacity * MASK_OPACITY);
        context.translate(x, y);
        this.masks.flush(context);
        context.translate(-x, -y);
      }
    }
  }

  private finish(look: Look, hasInside: boolean): void {
    const { context, to } = this;
    const color = look.color ?? ACCENT;
    if (hasInside && look.fill) {
      context.globalAlpha = look.fill;
      context.fillStyle = color;
      context.fill("evenodd");
      context.globalAlpha = 1;
    }
    context.setLineDash(look.dashed ? [5 * to.ratio, 4 * to.ratio] : []);
    context.strokeStyle = color;
    context.lineWidth = (look.width ?? 1.5) * to.ratio;
    context.stroke();
    context.setLineDash([]);
  }
}
