import type { Bounds } from "../core/geometry/plane";

/** Side of a tile in pixels of the device. */
export const TILE = 256;

/** A square of the plane at one scale. */
export interface Tile {
  readonly col: number;
  readonly row: number;
  /** What was painted last; it stays in view until the tile is painted again. */
  bitmap: ImageBitmap | null;
  isDirty: boolean;
  usedAt: number;
}

/** A window onto the plane: where its left-top corner lies and how large it is, in pixels of the device. */
export interface DeviceView {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Columns and rows of tiles, ends included. */
export interface Cover {
  fromCol: number;
  toCol: number;
  fromRow: number;
  toRow: number;
}

/** The tiles that a window touches; `ring` adds as many around it. */
export function coverOf(view: DeviceView, ring = 0): Cover {
  return {
    fromCol: Math.floor(view.left / TILE) - ring,
    toCol: Math.ceil((view.left + view.width) / TILE) - 1 + ring,
    fromRow: Math.floor(view.top / TILE) - ring,
    toRow: Math.ceil((view.top + view.height) / TILE) - 1 + ring,
  };
}

/** Tiles of one scale, by place. */
export class TileSet {
  private readonly tiles = new Map<number, Tile>();

  /** `scale` is pixels of the device per pixel of the asset. */
  constructor(readonly scale: number) {}

  get size(): number {
    return this.tiles.size;
  }

  get(col: number, row: number): Tile | undefined {
    return this.tiles.get(placeOf(col, row));
  }

  /** The tile at a place; a new one is dirty. */
  open(col: number, row: number): Tile {
    const place = placeOf(col, row);
    let tile = this.tiles.get(place);
    if (!tile) {
      tile = { col, row, bitmap: null, isDirty: true, usedAt: 0 };
      this.tiles.set(place, tile);
    }
    return tile;
  }

  /** Marks what a box touches as out of date. `margin`: pixels of the device that strokes reach beyond a box. */
  invalidate(box: Bounds, margin: number): void {
    const left = box.left * this.scale - margin;
    const top = box.top * this.scale - margin;
    const width = box.right * this.scale + margin - left;
    const height = box.bottom * this.scale + margin - top;
    for (const tile of this.within(coverOf({ left, top, width, height }))) tile.isDirty = true;
  }

  invalidateAll(): void {
    for (const tile of this.tiles.values()) tile.isDirty = true;
  }

  /** Tiles there are at these places, of which there may be many more. */
  *within(cover: Cover): Generator<Tile> {
    const places = (cover.toCol - cover.fromCol + 1) * (cover.toRow - cover.fromRow + 1);
    if (places > this.tiles.size) {
      for (const tile of this.tiles.values()) if (isWithin(tile, cover)) yield tile;
      return;
    }
    for (let row = cover.fromRow; row <= cover.toRow; row++) {
      for (let col = cover.fromCol; col <= cover.toCol; col++) {
        const tile = this.tiles.get(placeOf(col, row));
        if (tile) yield tile;
      }
    }
  }

  /** Gives up the tiles that were not used for longest until `most` are left. */
  trim(most: number): void {
    if (this.tiles.size <= most) return;
    const oldest = [...this.tiles.entries()].sort((one, other) => one[1].usedAt - other[1].usedAt);
    for (const [place, tile] of oldest.slice(0, this.tiles.size - most)) {
      tile.bitmap?.close();
      this.tiles.delete(place);
    }
  }

  close(): void {
    this.trim(0);
  }
}

function isWithin(tile: Tile, cover: Cover): boolean {
  return (
    tile.col >= cover.fromCol &&
    tile.col <= cover.toCol &&
    tile.row >= cover.fromRow &&
    tile.row <= cover.toRow
  );
}

/** One number for two, for places up to 2^20 tiles away from the asset's corner. */
function placeOf(col: number, row: number): number {
  return (row + 0x100000) * 0x400000 + col + 0x100000;
}
