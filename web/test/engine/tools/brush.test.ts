import { expect, test } from "vitest";
import { maskOf, togglesOf } from "../../../src/core/masks/mask";
import { isSet, type Toggles } from "../../../src/core/masks/toggles";
import type { Annotation, Mask } from "../../../src/core/wire";
import { Workbench } from "./workbench";

/** A mask of whole columns. */
const stripe = (key: string, left: number, right: number): Annotation => ({
  key,
  geometry: maskOf(Int32Array.of(left * 300, right * 300), 400, 300),
});

const maskIn = (bench: Workbench, key?: string): Mask =>
  (key ? bench.geometry(key) : bench.drawn()?.geometry) as Mask;
const at = (toggles: Toggles, x: number, y: number): boolean => isSet(toggles, 300, x, y);

test("a stroke is a new mask, and the next one adds to it", () => {
  const bench = new Workbench("brush");
  bench.store.setBrushRadius(5);
  bench.drag(50, 50, 90, 50);
  expect(maskIn(bench)).toMatchObject({ type: "mask", width: 400, height: 300, bbox: [45, 45, 50, 10] });
  bench.drag(50, 80, 90, 80);
  expect(bench.store.draft.size).toBe(1);
  expect(maskIn(bench).bbox).toEqual([45, 45, 50, 40]);
  bench.store.undo();
  expect(maskIn(bench).bbox).toEqual([45, 45, 50, 10]);
  bench.store.undo();
  expect([bench.store.draft.size, bench.store.canUndo]).toEqual([0, false]);
});

test("after an undo the brush goes on from what is there", () => {
  const bench = new Workbench("brush");
  bench.store.setBrushRadius(5);
  bench.drag(50, 50, 90, 50);
  bench.drag(50, 80, 90, 80);
  bench.store.undo();
  bench.drag(50, 120, 90, 120);
  const toggles = togglesOf(maskIn(bench));
  expect([at(toggles, 70, 50), at(toggles, 70, 80), at(toggles, 70, 120)]).toEqual([true, false, true]);
});

test("a stroke given up leaves nothing behind", () => {
  const bench = new Workbench("brush", [stripe("m", 100, 110)]);
  bench.store.select([{ layer: "draft", key: "m" }]);
  bench.down(50, 50);
  bench.move(80, 50);
  bench.tool.cancel();
  expect(bench.store.canUndo).toBe(false);
  bench.drag(200, 200, 210, 200);
  expect(at(togglesOf(maskIn(bench, "m")), 60, 50)).toBe(false);
});

test("alt turns the brush into an eraser", () => {
  const bench = new Workbench("brush", [stripe("m", 100, 200)]);
  bench.store.select([{ layer: "draft", key: "m" }]);
  bench.drag(150, 150, 160, 150, { alt: true });
  const toggles = togglesOf(maskIn(bench, "m"));
  expect([at(toggles, 155, 150), at(toggles, 155, 250)]).toEqual([false, true]);
});

test("the eraser takes the mask under it when none is selected", () => {
  const bench = new Workbench("eraser", [stripe("m", 100, 200), stripe("n", 300, 320)]);
  bench.drag(150, 150, 160, 150);
  expect(at(togglesOf(maskIn(bench, "m")), 155, 150)).toBe(false);
  expect(bench.geometry("n")).toMatchObject({ area: 20 * 300 });
});

test("the eraser does nothing where there is no mask", () => {
  const bench = new Workbench("eraser", [stripe("m", 100, 200)]);
  bench.drag(350, 150, 360, 150);
  expect([bench.store.canUndo, bench.store.draft.size]).toEqual([false, 1]);
});

test("a mask erased to the last pixel is gone", () => {
  const bench = new Workbench("eraser", [
    { key: "m", geometry: maskOf(Int32Array.of(3000, 3002), 400, 300) },
  ]);
  bench.click(10, 1);
  expect(bench.store.draft.size).toBe(0);
  bench.store.undo();
  expect(maskIn(bench, "m").area).toBe(2);
});

test("a read-only mask is not painted on", () => {
  const bench = new Workbench("brush", [{ ...stripe("m", 100, 110), readonly: true }]);
  bench.store.select([{ layer: "draft", key: "m" }]);
  bench.drag(50, 50, 60, 50);
  expect([bench.store.canUndo, bench.store.draft.size]).toEqual([false, 1]);
});

test("shift and a click paint a straight line from where the last stroke ended", () => {
  const bench = new Workbench("brush");
  bench.click(50, 50);
  bench.click(250, 150, { shift: true });
  expect(at(togglesOf(maskIn(bench)), 150, 100)).toBe(true);
});

test("brackets change the size of the brush", () => {
  const bench = new Workbench("brush");
  bench.store.setBrushRadius(10);
  bench.key("]");
  expect(bench.store.view.brushRadius).toBe(12);
  bench.key("[");
  expect(bench.store.view.brushRadius).toBe(10);
});

test("a brush too small to be seen grows when it is picked", () => {
  const bench = new Workbench("select");
  bench.store.setBrushRadius(2);
  bench.camera.setAsset(8000, 6000);
  bench.camera.set({ x: 0, y: 0, scale: 0.05 });
  bench.use("brush");
  expect(bench.store.view.brushRadius).toBe(240);
  bench.store.setBrushRadius(100);
  bench.use("eraser");
  expect(bench.store.view.brushRadius).toBe(100);
});
