import { togglesOf } from "../../core/masks/mask";
import type { Toggles } from "../../core/masks/toggles";
import type { Mask } from "../../core/wire";
import type { Style } from "../style";
import { TILE } from "../tiles";
import { cover, RIM, SIDE } from "./coverage";
import type { Context, Mapping } from "./shape";

/** The inside of a mask is this much more opaque than that of other shapes, because it is all that shows it. */
export const MASK_OPACITY = 1.75;

/**
 * Paints masks straight from their runs, at whatever scale a tile has, so no mask is ever held as pixels.
 *
 * Masks that follow each other are blended in one buffer; `flush` puts it onto the tile.
 */
export class MaskPainter {
  /** One byte per pixel, column after column, so that a run is one fill. */
  private readonly covered = new Uint8Array(SIDE * SIDE);
  private readonly image = new ImageData(TILE, TILE);
  private readonly canvas = new OffscreenCanvas(TILE, TILE);
  private readonly context = this.canvas.getContext("2d", { willReadFrequently: true });
  private left = TILE;
  private top = TILE;
  private right = 0;
  private bottom = 0;

  /** Blends a mask into the buffer: its inside at `opacity`, its edge in full. */
  add(mask: Mask, to: Mapping, style: Style, opacity: number): void {
    const toggles = readable(mask);
    const [left, , width] = mask.bbox ?? [0, 0, 0, 0];
    const from = Math.max(0, Math.floor(left * to.scale - to.originX) + RIM);
    const end = Math.min(SIDE, Math.ceil((left + width) * to.scale - to.originX) + RIM);
    if (!toggles || from >= end) return;
    const first = Math.max(0, from - RIM);
    const last = Math.min(SIDE, end + RIM);
    this.covered.fill(0, first * SIDE, last * SIDE);
    const [top, bottom] = cover(this.covered, toggles, mask.height ?? 0, to, from, end);
    if (top < bottom) this.blend(first, last, top, bottom, style, opacity, to.ratio >= 1.5 ? 2 : 1);
  }

  flush(context: Context): void {
    if (this.left >= this.right || this.top >= this.bottom || !this.context) return;
    const [x, y, width, height] = [this.left, this.top, this.right - this.left, this.bottom - this.top];
    this.context.putImageData(this.image, 0, 0, x, y, width, height);
    context.drawImage(this.canvas, x, y, width, height, x, y, width, height);
    for (let row = y; row < y + height; row++) {
      this.image.data.fill(0, 4 * (row * TILE + x), 4 * (row * TILE + x + width));
    }
    this.context.clearRect(x, y, width, height);
    this.left = this.top = TILE;
    this.right = this.bottom = 0;
  }

  private blend(
    first: number,
    last: number,
    top: number,
    bottom: number,
    style: Style,
    opacity: number,
    edge: number,
  ): void {
    const { covered, image } = this;
    const data = image.data;
    const inside = Math.round(opacity * 255);
    const fromX = Math.max(RIM, first);
    const toX = Math.min(SIDE - RIM, last);
    const fromY = Math.max(RIM, top);
    const toY = Math.min(SIDE - RIM, bottom);
    for (let x = fromX; x < toX; x++) {
      for (let y = fromY; y < toY; y++) {
        const place = x * SIDE + y;
        if (!covered[place]) continue;
        const isEdge = !(
          covered[place - edge] &&
          covered[place + edge] &&
          covered[place - edge * SIDE] &&
          covered[place + edge * SIDE]
        );
        over(data, 4 * ((y - RIM) * TILE + x - RIM), style, isEdge ? 255 : inside);
      }
    }
    this.left = Math.min(this.left, fromX - RIM);
    this.top = Math.min(this.top, fromY - RIM);
    this.right = Math.max(this.right, toX - RIM);
    this.bottom = Math.max(this.bottom, toY - RIM);
  }
}

/** The toggles of a mask; null where its counts are broken, which the import would have refused. */
function readable(mask: Mask): Toggles | null {
  try {
    return togglesOf(mask);
  } catch {
    return null;
  }
}

/** Puts a colour over a pixel whose colour is not multiplied by its opacity. */
function over(data: Uint8ClampedArray, at: number, style: Style, alpha: number): void {
  const below = data[at + 3] ?? 0;
  if (below === 0 || alpha === 255) {
    data[at] = style.red;
    data[at + 1] = style.green;
    data[at + 2] = style.blue;
    data[at + 3] = alpha;
    return;
  }
  const kept = (below * (255 - alpha)) / 255;
  const sum = alpha + kept;
  data[at] = (style.red * alpha + (data[at] ?? 0) * kept) / sum;
  data[at + 1] = (style.green * alpha + (data[at + 1] ?? 0) * kept) / sum;
  data[at + 2] = (style.blue * alpha + (data[at + 2] ?? 0) * kept) / sum;
  data[at + 3] = sum;
}
