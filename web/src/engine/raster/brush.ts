import { type BrushMask, TILE } from "../../core/masks/brush";
import { channelsOf } from "../style";
import type { Context, Mapping } from "./shape";

/** The squares of a mask that have ever been painted, as pictures in one colour. */
interface Squares {
  readonly color: string;
  readonly pictures: Map<string, OffscreenCanvas>;
}

/** Draws a mask while it is being painted: only squares that have changed since the last picture are coloured anew. */
export class BrushPainter {
  private readonly known = new WeakMap<BrushMask, Squares>();

  paint(context: Context, mask: BrushMask, to: Mapping, color: string, opacity: number): void {
    let squares = this.known.get(mask);
    if (squares?.color !== color) {
      const places = [...(squares?.pictures.keys() ?? [])];
      squares = { color, pictures: new Map() };
      this.known.set(mask, squares);
      for (const place of places)
        this.fill(mask, squares, ...(place.split(" ").map(Number) as [number, number]));
    }
    for (const { column, row } of mask.takeDirty()) this.fill(mask, squares, column, row);
    context.globalAlpha = opacity;
    context.imageSmoothingEnabled = to.scale / to.ratio <= 4;
    for (const [place, picture] of squares.pictures) {
      const [column = 0, row = 0] = place.split(" ").map(Number);
      const left = Math.round(column * TILE * to.scale - to.originX);
      const top = Math.round(row * TILE * to.scale - to.originY);
      const right = Math.round((column + 1) * TILE * to.scale - to.originX);
      const bottom = Math.round((row + 1) * TILE * to.scale - to.originY);
      context.drawImage(picture, left, top, right - left, bottom - top);
    }
    context.globalAlpha = 1;
  }

  private fill(mask: BrushMask, squares: Squares, column: number, row: number): void {
    const place = `${column} ${row}`;
    let picture = squares.pictures.get(place);
    if (!picture) {
      picture = new OffscreenCanvas(TILE, TILE);
      squares.pictures.set(place, picture);
    }
    const [red, green, blue] = channelsOf(squares.color);
    const image = new ImageData(TILE, TILE);
    const width = Math.min(TILE, mask.width - column * TILE);
    const height = Math.min(TILE, mask.height - row * TILE);
    // One number for four bytes, in the order every machine with a browser has them.
    const filled = (255 << 24) | (blue << 16) | (green << 8) | red;
    const pixels = new Int32Array(image.data.buffer);
    for (let x = 0; x < width; x++) {
      const start = (column * TILE + x) * mask.height + row * TILE;
      for (let y = 0; y < height; y++) if (mask.pixels[start + y]) pixels[y * TILE + x] = filled;
    }
    picture.getContext("2d", { willReadFrequently: true })?.putImageData(image, 0, 0);
  }
}
