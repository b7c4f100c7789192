import Flatbush from "flatbush";
import type { Annotation, Mask } from "../src/core/wire";
import type { Camera } from "../src/engine/camera";
import { boundsOf } from "../src/engine/geometry";
import { MaskPainter } from "../src/engine/raster/mask";
import { applyStyle, type Mapping, paintShape } from "../src/engine/raster/shape";
import { type Style, styleOf } from "../src/engine/style";
import { TILE } from "../src/engine/tiles";

/**
 * What the engine is compared with: a canvas on which everything in view is drawn again in every frame, found by the same
 * index and drawn by the same calls.
 */
export class Redraw {
  private readonly canvas = document.createElement("canvas");
  private readonly context = this.canvas.getContext("2d", { alpha: false });
  private readonly tree: Flatbush;
  private readonly styles: Style[];
  private readonly masks = new MaskPainter();
  /** Not drawn, because a layer above shows it. */
  lifted = -1;

  constructor(
    host: HTMLElement,
    private readonly camera: Camera,
    private readonly image: ImageBitmap,
    private readonly annotations: readonly Annotation[],
    colorOf: (annotation: Annotation) => string,
  ) {
    this.canvas.width = host.clientWidth;
    this.canvas.height = host.clientHeight;
    host.append(this.canvas);
    this.styles = annotations.map((annotation) => styleOf(colorOf(annotation), "draft"));
    this.tree = new Flatbush(annotations.length);
    for (const { geometry } of annotations) {
      const box = geometry && boundsOf(geometry);
      this.tree.add(box?.left ?? 0, box?.top ?? 0, box?.right ?? 0, box?.bottom ?? 0);
    }
    this.tree.finish();
  }

  draw(): void {
    const { context, camera } = this;
    if (!context) return;
    const { scale } = camera;
    const to = { scale, originX: camera.x * scale, originY: camera.y * scale, ratio: 1 };
    context.fillStyle = "#14171c";
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.setTransform(scale, 0, 0, scale, -to.originX, -to.originY);
    context.drawImage(this.image, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    const { x, y, width, height } = camera.viewport;
    for (const no of this.tree.search(x, y, x + width, y + height).sort((one, other) => one - other)) {
      const geometry = this.annotations[no]?.geometry;
      const style = this.styles[no];
      if (!geometry || !style || no === this.lifted) continue;
      if (geometry.type === "mask") this.drawMask(geometry, style, to);
      else {
        applyStyle(context, style, 1);
        paintShape(context, geometry, to, style);
      }
    }
  }

  private drawMask(mask: Mask, style: Style, to: Mapping): void {
    const [left, top, width, height] = mask.bbox ?? [0, 0, 0, 0];
    if (!this.context) return;
    const [fromX, fromY] = [
      Math.floor(left * to.scale - to.originX),
      Math.floor(top * to.scale - to.originY),
    ];
    for (let x = fromX; x < fromX + width * to.scale; x += TILE) {
      for (let y = fromY; y < fromY + height * to.scale; y += TILE) {
        this.masks.add(mask, { ...to, originX: to.originX + x, originY: to.originY + y }, style, 0.35);
        this.context.translate(x, y);
        this.masks.flush(this.context);
        this.context.translate(-x, -y);
      }
    }
  }

  close(): void {
    this.canvas.remove();
  }
}
