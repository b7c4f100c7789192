import type { Bounds } from "../geometry/plane";
import type { Mask } from "../wire";
import { maskOf, togglesOf } from "./mask";
import { eachStretch, type Toggles } from "./toggles";

/** Edge of the squares in which changes are noted. */
export const TILE = 256;

/** A square of a mask that has changed, by its column and row of squares. */
export interface DirtyTile {
  readonly column: number;
  readonly row: number;
}

/**
 * A mask being painted: one byte per pixel, down the columns as in run lengths, so that a stamp fills stretches and
 * encoding looks for the next change. Which squares of 256 pixels have changed is noted for whoever draws it.
 */
export class BrushMask {
  readonly width: number;
  readonly height: number;
  /** 1 where a pixel is set, at `x * height + y`. */
  readonly pixels: Uint8Array;
  readonly #rows: number;
  readonly #dirty = new Set<number>();
  #painted: Bounds | null = null;

  constructor(width: number, height: number, toggles: Toggles | null = null) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
    this.#rows = Math.ceil(height / TILE);
    if (!toggles) return;
    for (let index = 0; index < toggles.length; index += 2) {
      this.pixels.fill(1, toggles[index], toggles[index + 1]);
    }
    eachStretch(toggles, height, (x, top, bottom) => this.#touch(x, top, x + 1, bottom));
  }

  static from(mask: Mask): BrushMask {
    return new BrushMask(mask.width ?? 0, mask.height ?? 0, togglesOf(mask));
  }

  /** Bounds of everything that was ever set or erased; null while nothing was. */
  get painted(): Bounds | null {
    return this.#painted;
  }

  /** Sets, or erases, the pixels whose centres are within a circle. */
  stamp(x: number, y: number, radius: number, isSetting: boolean): void {
    const left = Math.max(0, Math.ceil(x - radius - 0.5));
    const right = Math.min(this.width - 1, Math.floor(x + radius - 0.5));
    const value = isSetting ? 1 : 0;
    for (let column = left; column <= right; column += 1) {
      const away = column + 0.5 - x;
      const half = Math.sqrt(radius * radius - away * away);
      const top = Math.max(0, Math.ceil(y - half - 0.5));
      const bottom = Math.min(this.height, Math.floor(y + half - 0.5) + 1);
      if (top < bottom) this.pixels.fill(value, column * this.height + top, column * this.height + bottom);
    }
    this.#touch(
      left,
      Math.max(0, Math.ceil(y - radius - 0.5)),
      right + 1,
      Math.min(this.height, y + radius + 0.5),
    );
  }

  /** Draws from one position to another with a round brush, both ends included. */
  stroke(x1: number, y1: number, x2: number, y2: number, radius: number, isSetting: boolean): void {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const steps = Math.max(1, Math.ceil(length / Math.max(0.5, radius / 4)));
    for (let step = length === 0 ? steps : 0; step <= steps; step += 1) {
      const t = step / steps;
      this.stamp(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t, radius, isSetting);
    }
  }

  /** Squares changed since the last call. */
  takeDirty(): DirtyTile[] {
    const tiles = [...this.#dirty].map((no) => ({
      column: Math.floor(no / this.#rows),
      row: no % this.#rows,
    }));
    this.#dirty.clear();
    return tiles;
  }

  toToggles(): Toggles {
    let toggles = new Int32Array(1024);
    let size = 0;
    let position = this.pixels.indexOf(1);
    let value = 1;
    while (position >= 0) {
      if (size + 2 > toggles.length) {
        const larger = new Int32Array(toggles.length * 2);
        larger.set(toggles);
        toggles = larger;
      }
      toggles[size] = position;
      size += 1;
      value = 1 - value;
      position = this.pixels.indexOf(value, position + 1);
    }
    if (value === 0) {
      toggles[size] = this.pixels.length;
      size += 1;
    }
    return toggles.slice(0, size);
  }

  toMask(): Mask {
    return maskOf(this.toToggles(), this.width, this.height);
  }

  /** `right` and `bottom` are exclusive. */
  #touch(left: number, top: number, right: number, bottom: number): void {
    if (left >= right || top >= bottom) return;
    const before = this.#painted;
    this.#painted = before
      ? {
          left: Math.min(before.left, left),
          top: Math.min(before.top, top),
          right: Math.max(before.right, right),
          bottom: Math.max(before.bottom, bottom),
        }
      : { left, top, right, bottom };
    const lastRow = Math.floor((bottom - 1) / TILE);
    for (let column = Math.floor(left / TILE); column <= Math.floor((right - 1) / TILE); column += 1) {
      for (let row = Math.floor(top / TILE); row <= lastRow; row += 1)
        this.#dirty.add(column * this.#rows + row);
    }
  }
}
