import fc from "fast-check";
import { expect, test } from "vitest";
import { ShapeIndex } from "../../src/engine/shape-index";

const SLOTS = 200;
const at = fc.integer({ min: 0, max: 1000 });
const box = fc.tuple(at, at, fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 80 }));
const step = fc.oneof(
  fc.record({ op: fc.constant("put" as const), slot: fc.nat(SLOTS - 1), box }),
  fc.record({ op: fc.constant("remove" as const), slot: fc.nat(SLOTS - 1) }),
  fc.record({ op: fc.constant("rebuild" as const) }),
  fc.record({ op: fc.constant("search" as const), box }),
);

test("whatever was put, moved, removed and rebuilt, a search finds what looking at each one finds", () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 150 }), fc.array(step, { maxLength: 120 }), (first, steps) => {
      const bounds = new Float64Array(4 * SLOTS);
      const here = new Set<number>();
      const index = new ShapeIndex(() => bounds);
      const place = (
        slot: number,
        [x, y, width, height]: readonly [number, number, number, number],
      ): void => {
        bounds.set([x, y, x + width, y + height], 4 * slot);
        here.add(slot);
      };
      first.forEach((one, slot) => {
        place(slot, one);
      });
      index.load(here);
      for (const one of steps) {
        if (one.op === "put") {
          place(one.slot, one.box);
          index.put(one.slot);
        } else if (one.op === "remove") {
          here.delete(one.slot);
          index.remove(one.slot);
        } else if (one.op === "rebuild") index.rebuild();
        else {
          const [x, y, width, height] = one.box;
          const meets = (slot: number): boolean => {
            const [left = 0, top = 0, right = 0, bottom = 0] = bounds.subarray(4 * slot, 4 * slot + 4);
            return left <= x + width && right >= x && top <= y + height && bottom >= y;
          };
          const found = index.search(x, y, x + width, y + height);
          expect(found.sort((a, b) => a - b)).toEqual([...here].filter(meets).sort((a, b) => a - b));
        }
      }
    }),
  );
});

test("an index of nothing finds nothing", () => {
  const index = new ShapeIndex(() => new Float64Array(4));
  index.load([]);
  expect(index.search(-1e9, -1e9, 1e9, 1e9)).toEqual([]);
});

test("a few changes do not ask for a new tree, many do", () => {
  const bounds = new Float64Array(4 * 1000);
  const index = new ShapeIndex(() => bounds);
  index.load(Array.from({ length: 1000 }, (_, slot) => slot));
  for (let slot = 0; slot < 20; slot++) index.put(slot);
  expect(index.isStale).toBe(false);
  for (let slot = 0; slot < 500; slot++) index.put(slot);
  expect(index.isStale).toBe(true);
  index.rebuild();
  expect(index.isStale).toBe(false);
});
