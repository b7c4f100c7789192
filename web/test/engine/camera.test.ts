import fc from "fast-check";
import { expect, test } from "vitest";
import { Camera } from "../../src/engine/camera";

const place = fc.record({
  x: fc.double({ min: -5000, max: 5000, noNaN: true }),
  y: fc.double({ min: -5000, max: 5000, noNaN: true }),
});

function camera(width = 4000, height = 3000): Camera {
  const made = new Camera();
  made.setView(1400, 900);
  made.setAsset(width, height);
  return made;
}

test("a place of the asset comes back from the screen as it was", () => {
  fc.assert(
    fc.property(place, place, fc.double({ min: 0.05, max: 60, noNaN: true }), (asset, about, scale) => {
      const one = camera();
      one.zoomTo(scale, about);
      const back = one.toAsset(one.toScreen(asset));
      expect(back.x).toBeCloseTo(asset.x, 6);
      expect(back.y).toBeCloseTo(asset.y, 6);
    }),
  );
});

test("the place under the pointer stays there while zooming, as long as the asset stays in view", () => {
  const inside = fc.record({ x: fc.integer({ min: 300, max: 1000 }), y: fc.integer({ min: 200, max: 700 }) });
  fc.assert(
    fc.property(inside, fc.double({ min: 0.3, max: 40, noNaN: true }), (pointer, scale) => {
      const one = camera();
      const before = one.toAsset(pointer);
      one.zoomTo(scale, pointer);
      const after = one.toAsset(pointer);
      expect(after.x).toBeCloseTo(before.x, 6);
      expect(after.y).toBeCloseTo(before.y, 6);
    }),
  );
});

test("a fitted asset lies in the middle with a margin of 24 px where it is tightest", () => {
  const one = camera();
  // 852 px are left for 3000: 0.284 px each, so 1136 of the 1400 px across are taken.
  expect(one.scale).toBeCloseTo(0.284, 10);
  expect(one.toScreen({ x: 0, y: 0 }).x).toBeCloseTo(132, 6);
  expect(one.toScreen({ x: 0, y: 0 }).y).toBeCloseTo(24, 6);
  expect(one.toScreen({ x: 4000, y: 3000 }).x).toBeCloseTo(1268, 6);
});

test("a fitted asset stays fitted when the view changes its size", () => {
  const one = camera();
  one.setView(700, 900);
  // 652 px across for 4000.
  expect(one.scale).toBeCloseTo(0.163, 10);
});

test("what somebody put somewhere stays there on the screen when the view becomes smaller from above", () => {
  const one = camera();
  one.zoomTo(2, { x: 400, y: 300 });
  const before = one.toAsset({ x: 700, y: 450 });
  one.setView(1400, 850, { x: 0, y: 50 });
  // The same place of the screen lies 50 px higher in a view that begins 50 px further down.
  const after = one.toAsset({ x: 700, y: 400 });
  expect(after.x).toBeCloseTo(before.x, 6);
  expect(after.y).toBeCloseTo(before.y, 6);
  expect(one.scale).toBe(2);
});

test("an asset that is not fitted keeps the place in the middle when the window changes its size", () => {
  const one = camera();
  one.zoomTo(2, { x: 400, y: 300 });
  const before = one.toAsset({ x: 700, y: 450 });
  one.setView(1000, 500);
  const after = one.toAsset({ x: 500, y: 250 });
  expect(after.x).toBeCloseTo(before.x, 6);
  expect(after.y).toBeCloseTo(before.y, 6);
});

test("a strip that comes and goes does not change the scale of a fitted asset, which stays in the middle", () => {
  const one = camera();
  one.setView(1400, 852, { x: 0, y: 48 });
  expect(one.scale).toBeCloseTo(0.284, 10);
  // 852 px of 852: it touches both edges.
  expect(one.toScreen({ x: 0, y: 0 }).y).toBeCloseTo(0, 6);
  one.setView(1400, 900, { x: 0, y: -48 });
  expect(one.toScreen({ x: 0, y: 0 }).y).toBeCloseTo(24, 6);
  one.setView(700, 900);
  expect(one.scale).toBeCloseTo(0.163, 10);
});

test("panning by pixels of the screen moves what is shown by as many", () => {
  const one = camera();
  one.zoomTo(2);
  const before = one.toScreen({ x: 2000, y: 1500 });
  one.panBy(30, -12);
  const after = one.toScreen({ x: 2000, y: 1500 });
  expect(after.x - before.x).toBeCloseTo(30, 9);
  expect(after.y - before.y).toBeCloseTo(-12, 9);
});

test("however far it is panned, some of the asset stays in view", () => {
  fc.assert(
    fc.property(place, (by) => {
      const one = camera();
      one.panBy(1000 * by.x, 1000 * by.y);
      const corner = one.toScreen({ x: 0, y: 0 });
      const opposite = one.toScreen({ x: 4000, y: 3000 });
      expect(corner.x).toBeLessThanOrEqual(1400 - 47.9);
      expect(corner.y).toBeLessThanOrEqual(900 - 47.9);
      expect(opposite.x).toBeGreaterThanOrEqual(47.9);
      expect(opposite.y).toBeGreaterThanOrEqual(47.9);
    }),
  );
});

test("listeners are told whether the scale has changed, and nothing when nothing has", () => {
  const one = camera();
  one.zoomTo(2);
  const told: boolean[] = [];
  const leave = one.subscribe((zoomed) => told.push(zoomed));
  one.panBy(5, 0);
  one.zoomBy(2);
  one.panBy(0, 0);
  leave();
  one.zoomBy(2);
  expect(told).toEqual([false, true]);
});

test("a part that is in view already is not moved to when it is revealed", () => {
  const one = camera();
  const before = one.state;
  one.reveal({ x: 100, y: 100, width: 50, height: 50 });
  expect(one.state).toEqual(before);
});

test("a part out of view is brought into the middle when it is revealed", () => {
  const one = camera();
  one.zoomTo(4, { x: 200, y: 200 });
  one.reveal({ x: 3000, y: 2000, width: 40, height: 20 });
  const middle = one.toScreen({ x: 3020, y: 2010 });
  expect(middle.x).toBeCloseTo(700, 6);
  expect(middle.y).toBeCloseTo(450, 6);
});
