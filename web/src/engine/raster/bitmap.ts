import type { Bitmap } from "../../api/gen";
import type { Style } from "../style";
import type { Context, Mapping } from "./shape";

/** Levels of a raster: one byte per pixel, row after row. */
interface Levels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Fetches the content of a raster by its hash. */
export type FetchRaster = (sha256: string) => Promise<Blob>;

/** Rasters of many levels: fetched once each, tinted once for each colour. */
export class Bitmaps {
  private readonly levels = new Map<string, Levels | null>();
  private readonly tinted = new Map<string, OffscreenCanvas>();

  /** `onLoad` is called whenever a raster can be drawn that could not before. */
  constructor(
    private readonly load: FetchRaster,
    private readonly onLoad: (sha256: string) => void,
  ) {}

  /** The level of a pixel; null while the raster is not there. */
  levelAt(bitmap: Bitmap, x: number, y: number): number | null {
    const levels = this.levelsOf(bitmap.sha256);
    if (!levels) return null;
    const col = Math.floor((x * levels.width) / (bitmap.width || levels.width));
    const row = Math.floor((y * levels.height) / (bitmap.height || levels.height));
    if (col < 0 || row < 0 || col >= levels.width || row >= levels.height) return 0;
    return levels.data[row * levels.width + col] ?? 0;
  }

  paint(context: Context, bitmap: Bitmap, to: Mapping, style: Style): void {
    const levels = this.levelsOf(bitmap.sha256);
    if (!levels) return;
    const width = (bitmap.width || levels.width) * to.scale;
    const height = (bitmap.height || levels.height) * to.scale;
    context.imageSmoothingEnabled = to.scale / to.ratio <= 4;
    context.drawImage(this.tintedBy(bitmap, levels, style), -to.originX, -to.originY, width, height);
  }

  private levelsOf(sha256: string): Levels | null {
    const known = this.levels.get(sha256);
    if (known !== undefined) return known;
    this.levels.set(sha256, null);
    this.load(sha256)
      .then(async (blob) => {
        this.levels.set(sha256, await levelsIn(blob));
        this.onLoad(sha256);
      })
      // Without its pixels a raster stays invisible, and its row in the list says so; the view goes on.
      .catch(() => undefined);
    return null;
  }

  private tintedBy(bitmap: Bitmap, levels: Levels, style: Style): OffscreenCanvas {
    const name = `${bitmap.sha256} ${style.ink} ${style.opacity} ${bitmap.threshold ?? ""}`;
    const known = this.tinted.get(name);
    if (known) return known;
    const canvas = new OffscreenCanvas(levels.width, levels.height);
    const image = new ImageData(levels.width, levels.height);
    const most = Math.min(1, style.opacity * 3);
    const threshold = bitmap.threshold ?? 0;
    for (let place = 0; place < levels.data.length; place++) {
      const level = levels.data[place] ?? 0;
      if (level === 0 || level < threshold) continue;
      image.data[4 * place] = style.red;
      image.data[4 * place + 1] = style.green;
      image.data[4 * place + 2] = style.blue;
      image.data[4 * place + 3] = Math.max(1, level * most);
    }
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    if (this.tinted.size >= 64) this.tinted.delete(this.tinted.keys().next().value ?? "");
    this.tinted.set(name, canvas);
    return canvas;
  }
}

/** A raster's levels: its opacity where it has any, its lightness where it is opaque throughout. */
async function levelsIn(blob: Blob): Promise<Levels> {
  const picture = await createImageBitmap(blob, { premultiplyAlpha: "none", colorSpaceConversion: "none" });
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser cannot read the pixels of a canvas.");
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  const levels = new Uint8Array(width * height);
  let isOpaque = true;
  for (let place = 0; place < levels.length; place++) {
    const alpha = data[4 * place + 3] ?? 0;
    levels[place] = alpha;
    if (alpha !== 255) isOpaque = false;
  }
  if (isOpaque)
    for (let place = 0; place < levels.length; place++) levels[place] = lightness(data, 4 * place);
  return { width, height, data: levels };
}

function lightness(data: Uint8ClampedArray, at: number): number {
  return Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
}
