import fc from "fast-check";
import type { BrushMask } from "../../../src/core/masks/brush";
import type { Toggles } from "../../../src/core/masks/toggles";

/** Rows of a mask, the plain way. */
export type Rows = boolean[][];

export const rows: fc.Arbitrary<Rows> = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([height, width]) => {
    const row = fc.array(fc.boolean(), { minLength: width, maxLength: width });
    return fc.array(row, { minLength: height, maxLength: height });
  });

export function pair(): fc.Arbitrary<[Rows, Rows]> {
  return rows.chain((one) => {
    const row = fc.array(fc.boolean(), { minLength: one[0]?.length, maxLength: one[0]?.length });
    return fc.array(row, { minLength: one.length, maxLength: one.length }).map((other) => [one, other]);
  });
}

/** Toggles made pixel by pixel. */
export function togglesOf(raster: Rows): Toggles {
  const toggles: number[] = [];
  const height = raster.length;
  const width = raster[0]?.length ?? 0;
  let isOn = false;
  for (let position = 0; position < width * height; position += 1) {
    const pixel = raster[position % height]?.[Math.floor(position / height)] ?? false;
    if (pixel !== isOn) toggles.push(position);
    isOn = pixel;
  }
  if (isOn) toggles.push(width * height);
  return Int32Array.from(toggles);
}

/** Rows read back pixel by pixel. */
export function rowsOf(toggles: Toggles, width: number, height: number): Rows {
  const on = new Set<number>();
  for (let no = 0; no < toggles.length; no += 2) {
    for (let position = toggles[no] ?? 0; position < (toggles[no + 1] ?? 0); position += 1) on.add(position);
  }
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => on.has(x * height + y)),
  );
}

export function painted(brush: BrushMask): Rows {
  return Array.from({ length: brush.height }, (_, y) =>
    Array.from({ length: brush.width }, (_, x) => brush.pixels[x * brush.height + y] === 1),
  );
}
