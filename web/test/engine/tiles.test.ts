import fc from "fast-check";
import { expect, test } from "vitest";
import { coverOf, TILE, TileSet } from "../../src/engine/tiles";

const view = fc.record({
  left: fc.integer({ min: -3000, max: 3000 }),
  top: fc.integer({ min: -3000, max: 3000 }),
  width: fc.integer({ min: 1, max: 3000 }),
  height: fc.integer({ min: 1, max: 3000 }),
});

test("the tiles of a window cover all of it, and each of them has a part in it", () => {
  fc.assert(
    fc.property(view, ({ left, top, width, height }) => {
      const cover = coverOf({ left, top, width, height });
      expect(cover.fromCol * TILE).toBeLessThanOrEqual(left);
      expect((cover.fromCol + 1) * TILE).toBeGreaterThan(left);
      expect((cover.toCol + 1) * TILE).toBeGreaterThanOrEqual(left + width);
      expect(cover.toCol * TILE).toBeLessThan(left + width);
      expect(cover.fromRow * TILE).toBeLessThanOrEqual(top);
      expect((cover.fromRow + 1) * TILE).toBeGreaterThan(top);
      expect((cover.toRow + 1) * TILE).toBeGreaterThanOrEqual(top + height);
      expect(cover.toRow * TILE).toBeLessThan(top + height);
    }),
  );
});

test("a ring adds one tile on each side", () => {
  const window = { left: 0, top: 0, width: 2 * TILE, height: TILE };
  expect(coverOf(window, 1)).toEqual({ fromCol: -1, toCol: 2, fromRow: -1, toRow: 1 });
});

function clean(scale: number, cols: number, rows: number): TileSet {
  const set = new TileSet(scale);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) set.open(col, row).isDirty = false;
  }
  return set;
}

function dirty(set: TileSet, cols: number, rows: number): string[] {
  const found: string[] = [];
  for (const tile of set.within({ fromCol: 0, toCol: cols, fromRow: 0, toRow: rows })) {
    if (tile.isDirty) found.push(`${tile.col},${tile.row}`);
  }
  return found;
}

test("a changed box makes only the tiles dirty that it touches with its margin", () => {
  const set = clean(2, 4, 4);
  // At two pixels of the device each, 100 to 125 px of the asset are 200 to 250: within the first tile, but the margin is not.
  set.invalidate({ left: 100, top: 100, right: 125, bottom: 120 }, 7);
  expect(dirty(set, 4, 4)).toEqual(["0,0", "1,0"]);
});

test("a box larger than all tiles there are makes every one of them dirty", () => {
  const set = clean(1, 3, 2);
  set.invalidate({ left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 }, 0);
  expect(dirty(set, 3, 2)).toHaveLength(6);
});

test("a box in a place without tiles makes none", () => {
  const set = clean(1, 2, 2);
  set.invalidate({ left: 5000, top: 5000, right: 5010, bottom: 5010 }, 0);
  expect(dirty(set, 2, 2)).toEqual([]);
  expect(set.size).toBe(4);
});

test("tiles left of and above the asset are told from those right of and below it", () => {
  const set = new TileSet(1);
  fc.assert(
    fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), (col, row) => {
      const tile = set.open(col, row);
      expect([tile.col, tile.row]).toEqual([col, row]);
      expect(set.get(col, row)).toBe(tile);
    }),
  );
});

test("the tiles used longest ago are given up first", () => {
  const set = clean(1, 4, 1);
  for (let col = 0; col < 4; col++) set.open(col, 0).usedAt = col === 0 ? 9 : col;
  set.trim(2);
  expect([0, 1, 2, 3].filter((col) => set.get(col, 0))).toEqual([0, 3]);
});
