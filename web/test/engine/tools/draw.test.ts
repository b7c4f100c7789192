import { expect, test } from "vitest";
import { remove } from "../../../src/core/commands/remove";
import { togglesOf } from "../../../src/core/masks/mask";
import { polygonToggles } from "../../../src/core/masks/polygon";
import { union } from "../../../src/core/masks/toggles";
import type { Feature, Mask } from "../../../src/core/wire";
import { Workbench } from "./workbench";

const features: Feature[] = [
  { name: "car", kind: "box", color: "#ff0000" },
  { name: "road", kind: "mask" },
  { name: "roof", kind: "polygon" },
  { name: "wire", kind: "path" },
];

test("a box is dragged from corner to corner, belongs to the active feature and is selected", () => {
  const bench = new Workbench("box", [], features);
  bench.store.setActive("car");
  bench.drag(110, 80, 50, 20);
  const drawn = bench.drawn();
  expect(drawn).toMatchObject({ feature: "car", kind: "object" });
  expect(drawn?.geometry).toEqual({ type: "box", left: 50, top: 20, width: 60, height: 60 });
  expect(bench.store.selection).toEqual([{ layer: "draft", key: drawn?.key }]);
  bench.store.undo();
  expect([bench.store.draft.size, bench.store.canUndo]).toEqual([0, false]);
});

test("a box may be drawn by two clicks", () => {
  const bench = new Workbench("box");
  bench.click(10, 10);
  bench.move(30, 30);
  expect(bench.store.draft.size).toBe(0);
  bench.click(50, 40);
  expect(bench.drawn()?.geometry).toEqual({ type: "box", left: 10, top: 10, width: 40, height: 30 });
});

test("with shift a box is a square, with alt it is drawn about its middle", () => {
  const bench = new Workbench("box");
  bench.drag(100, 100, 140, 120, { shift: true });
  expect(bench.drawn()?.geometry).toMatchObject({ left: 100, top: 100, width: 40, height: 40 });
  bench.store.select([]);
  bench.drag(200, 200, 220, 210, { alt: true });
  expect(bench.drawn()?.geometry).toMatchObject({ left: 180, top: 190, width: 40, height: 20 });
});

test("a box ends at the border of the asset", () => {
  const bench = new Workbench("box");
  bench.drag(350, 250, 900, 900);
  expect(bench.drawn()?.geometry).toMatchObject({ left: 350, top: 250, width: 50, height: 50 });
});

test("nothing is drawn by a twitch, by a line without extent, or after escape", () => {
  const bench = new Workbench("box");
  bench.drag(100, 100, 101, 101);
  bench.tool.cancel();
  bench.drag(100, 100, 140, 100);
  bench.move(10, 10);
  bench.down(10, 10);
  bench.move(90, 90);
  bench.tool.cancel();
  bench.up(90, 90);
  expect([bench.store.draft.size, bench.store.canUndo]).toEqual([0, false]);
});

test("what was just drawn is corrected by its handles without a change of tools", () => {
  const bench = new Workbench("box");
  bench.drag(100, 100, 150, 150);
  bench.drag(150, 150, 170, 160);
  expect(bench.store.draft.size).toBe(1);
  expect(bench.drawn()?.geometry).toMatchObject({ left: 100, top: 100, width: 70, height: 60 });
});

test("without a label a shape is drawn all the same", () => {
  const bench = new Workbench("box", [], features);
  bench.drag(10, 10, 60, 60);
  expect(bench.drawn()?.feature).toBeNull();
});

test("a shape that the active feature does not draw belongs to one that does", () => {
  const bench = new Workbench("polygon", [], features);
  bench.store.setActive("car");
  for (const [x, y] of [
    [10, 10],
    [60, 10],
    [60, 60],
  ] as const)
    bench.click(x, y);
  bench.key("Enter");
  expect(bench.drawn()).toMatchObject({ feature: "roof", geometry: { type: "polygon" } });
});

test("an ellipse fills the box that is dragged", () => {
  const bench = new Workbench("ellipse");
  bench.drag(100, 100, 140, 120);
  expect(bench.drawn()?.geometry).toEqual({
    type: "ellipse",
    center_x: 120,
    center_y: 110,
    radius_x: 20,
    radius_y: 10,
  });
});

test("a turned box is drawn by a side and by how far it reaches", () => {
  const bench = new Workbench("rotated_box");
  bench.drag(100, 100, 130, 140);
  bench.click(100, 150);
  // The side is 50 long at 53.13 degrees; 100, 150 lies 30 to its left, seen along it.
  expect(bench.drawn()?.geometry).toEqual({
    type: "box",
    left: 100,
    top: 100,
    width: 50,
    height: 30,
    rotation: 53.13,
  });
});

test("a polygon is clicked corner by corner, and closed by its first", () => {
  const bench = new Workbench("polygon");
  for (const [x, y] of [
    [10, 10],
    [60, 10],
    [60, 60],
  ] as const)
    bench.click(x, y);
  bench.click(12, 12);
  expect(bench.drawn()?.geometry).toEqual({
    type: "polygon",
    points: [
      [10, 10],
      [60, 10],
      [60, 60],
    ],
  });
});

test("a double click closes a polygon with the corner it is on", () => {
  const bench = new Workbench("polygon");
  bench.click(10, 10);
  bench.click(60, 10);
  bench.doubleClick(60, 60);
  expect(bench.drawn()?.geometry).toEqual({
    type: "polygon",
    points: [
      [10, 10],
      [60, 10],
      [60, 60],
    ],
  });
});

test("backspace takes corners back, and in the end all that was begun", () => {
  const bench = new Workbench("polygon");
  for (const [x, y] of [
    [10, 10],
    [60, 10],
    [99, 99],
    [60, 60],
  ] as const)
    bench.click(x, y);
  bench.key("Backspace");
  bench.key("Backspace");
  bench.click(60, 70);
  bench.key("Enter");
  expect(bench.drawn()?.geometry).toMatchObject({
    points: [
      [10, 10],
      [60, 10],
      [60, 70],
    ],
  });
  bench.store.select([]);
  bench.click(200, 200);
  expect(bench.key("Backspace")).toBe(true);
  expect(bench.key("Backspace")).toBe(false);
});

test("two corners are no polygon", () => {
  const bench = new Workbench("polygon");
  bench.click(10, 10);
  bench.click(60, 10);
  bench.key("Enter");
  expect(bench.store.draft.size).toBe(0);
});

test("a line drawn freely keeps the corners people can see", () => {
  const bench = new Workbench("polyline");
  bench.move(10, 10);
  bench.down(10, 10);
  for (let x = 14; x <= 110; x += 4) bench.move(x, 10);
  for (let y = 14; y <= 90; y += 4) bench.move(110, y);
  bench.up(110, 90);
  bench.key("Enter");
  expect(bench.drawn()?.geometry).toEqual({
    type: "polyline",
    points: [
      [10, 10],
      [110, 10],
      [110, 90],
    ],
  });
});

test("a feature that takes paths gets a path", () => {
  const bench = new Workbench("polyline", [], features);
  bench.store.setActive("wire");
  bench.click(10, 10);
  bench.doubleClick(60, 10);
  expect(bench.drawn()).toMatchObject({
    feature: "wire",
    geometry: {
      type: "path",
      vertices: [
        { x: 10, y: 10 },
        { x: 60, y: 10 },
      ],
    },
  });
});

test("corners are drawn to corners of others", () => {
  const bench = new Workbench("polyline", [
    { key: "b", geometry: { type: "box", left: 50, top: 50, width: 20, height: 20 } },
  ]);
  bench.store.setSnapping(true);
  bench.click(48, 53);
  bench.click(150, 100);
  bench.key("Enter");
  expect(bench.drawn()?.geometry).toMatchObject({
    points: [
      [50, 50],
      [150, 100],
    ],
  });
});

test("a point is put where the button is let go", () => {
  const bench = new Workbench("point");
  bench.drag(10, 10, 30, 40);
  expect(bench.drawn()?.geometry).toEqual({ type: "point", x: 30, y: 40 });
});

test("the inside of a polygon is painted where the active feature takes masks, and added to the selected mask", () => {
  const bench = new Workbench("polygon", [], features);
  bench.store.setActive("road");
  const one = [
    [10, 10],
    [60, 10],
    [60, 60],
  ] as const;
  const other = [
    [50, 50],
    [90, 50],
    [90, 90],
  ] as const;
  for (const [x, y] of one) bench.click(x, y);
  bench.key("Enter");
  for (const [x, y] of other) bench.click(x, y);
  bench.key("Enter");
  expect(bench.store.draft.size).toBe(1);
  const expected = union(polygonToggles([one], 400, 300), polygonToggles([other], 400, 300));
  expect([...togglesOf(bench.drawn()?.geometry as Mask)]).toEqual([...expected]);
});

test("undo takes back the last corner of what is being drawn, and nothing that was drawn before", () => {
  const bench = new Workbench("polygon", [{ key: "b", geometry: { type: "point", x: 300, y: 200 } }]);
  bench.store.apply(remove(["b"]));
  for (const [x, y] of [
    [10, 10],
    [60, 10],
    [99, 99],
  ] as const)
    bench.click(x, y);
  expect(bench.key("z", { ctrl: true })).toBe(true);
  bench.click(60, 60);
  bench.key("Enter");
  expect(bench.drawn()?.geometry).toMatchObject({
    points: [
      [10, 10],
      [60, 10],
      [60, 60],
    ],
  });
  expect(bench.store.draft.has("b")).toBe(false);
  expect(bench.key("z", { ctrl: true })).toBe(false);
});

test("undo in the middle of a gesture gives the gesture up", () => {
  const bench = new Workbench("box");
  bench.drag(100, 100, 150, 150);
  bench.move(200, 200);
  bench.down(200, 200);
  bench.move(250, 250);
  expect(bench.key("z", { ctrl: true })).toBe(true);
  bench.up(250, 250);
  expect([bench.store.draft.size, bench.store.canUndo]).toEqual([1, true]);
});
