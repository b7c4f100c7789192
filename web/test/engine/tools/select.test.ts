import { expect, test } from "vitest";
import type { Annotation } from "../../../src/core/wire";
import { Workbench } from "./workbench";

const box = (key: string, left: number, top: number, extra: Partial<Annotation> = {}): Annotation => ({
  key,
  geometry: { type: "box", left, top, width: 40, height: 20 },
  ...extra,
});
const triangle: Annotation = {
  key: "t",
  geometry: {
    type: "polygon",
    points: [
      [100, 100],
      [200, 100],
      [200, 200],
    ],
  },
};
const selected = (bench: Workbench): string[] => bench.store.selection.map((ref) => ref.key);

test("a click selects what lies on top, and one on nothing selects nothing", () => {
  const bench = new Workbench("select", [box("a", 10, 10), box("b", 20, 15)]);
  bench.click(30, 20);
  expect(selected(bench)).toEqual(["b"]);
  bench.click(300, 250);
  expect(selected(bench)).toEqual([]);
});

test("shift and a click add to what is selected, and take away from it", () => {
  const bench = new Workbench("select", [box("a", 10, 10), box("b", 100, 10)]);
  bench.click(30, 20);
  bench.click(120, 20, { shift: true });
  expect(selected(bench)).toEqual(["a", "b"]);
  bench.click(30, 20, { shift: true });
  expect(selected(bench)).toEqual(["b"]);
});

test("dragging moves a region, as one step of the history", () => {
  const bench = new Workbench("select", [box("a", 10, 10)]);
  bench.drag(30, 20, 60, 45);
  expect(bench.geometry("a")).toMatchObject({ left: 40, top: 35, width: 40, height: 20 });
  expect(bench.lifted).toBeNull();
  bench.store.undo();
  expect(bench.geometry("a")).toMatchObject({ left: 10, top: 10 });
  expect(bench.store.canUndo).toBe(false);
});

test("a nervous click moves nothing", () => {
  const bench = new Workbench("select", [box("a", 10, 10)]);
  bench.drag(30, 20, 31, 21);
  expect(bench.store.canUndo).toBe(false);
  expect(selected(bench)).toEqual(["a"]);
});

test("a drag is told from a click on the screen, not on the asset", () => {
  const bench = new Workbench("select", [box("a", 10, 10)]);
  bench.camera.set({ x: 0, y: 0, scale: 10 });
  bench.drag(30, 20, 31, 20);
  expect(bench.geometry("a")).toMatchObject({ left: 11, top: 10 });
});

test("several regions move together", () => {
  const bench = new Workbench("select", [box("a", 10, 10), box("b", 100, 10)]);
  bench.click(30, 20);
  bench.click(120, 20, { shift: true });
  bench.drag(120, 20, 130, 25);
  expect([bench.geometry("a"), bench.geometry("b")]).toMatchObject([
    { left: 20, top: 15 },
    { left: 110, top: 15 },
  ]);
});

test("what is selected is dragged though something else lies on top of it", () => {
  const bench = new Workbench("select", [box("a", 10, 10), box("b", 20, 15)]);
  bench.click(12, 12);
  bench.drag(30, 20, 40, 20);
  expect([bench.geometry("a"), bench.geometry("b")]).toMatchObject([{ left: 20 }, { left: 20 }]);
  expect(selected(bench)).toEqual(["a"]);
});

test("with shift a drag is straight", () => {
  const bench = new Workbench("select", [box("a", 10, 10)]);
  bench.drag(30, 20, 60, 25, { shift: true });
  expect(bench.geometry("a")).toMatchObject({ left: 40, top: 10 });
});

test("a region is not dragged out of the asset", () => {
  const bench = new Workbench("select", [box("a", 10, 10)]);
  bench.drag(30, 20, -300, 900);
  expect(bench.geometry("a")).toMatchObject({ left: 0, top: 280 });
});

test("escape gives a drag up", () => {
  const bench = new Workbench("select", [box("a", 10, 10)]);
  bench.move(30, 20);
  bench.down(30, 20);
  bench.move(60, 40);
  expect(bench.lifted).toEqual([{ layer: "draft", key: "a" }]);
  bench.tool.cancel();
  bench.up(60, 40);
  expect(bench.geometry("a")).toMatchObject({ left: 10, top: 10 });
  expect(bench.lifted).toBeNull();
});

test("corners resize, with shift they keep the ratio, with alt the middle", () => {
  const drag = (held: { shift?: boolean; alt?: boolean }): Workbench => {
    const bench = new Workbench("select", [box("a", 100, 100)]);
    bench.click(120, 110);
    bench.drag(140, 120, 160, 125, held);
    return bench;
  };
  expect(drag({}).geometry("a")).toMatchObject({ left: 100, top: 100, width: 60, height: 25 });
  expect(drag({ shift: true }).geometry("a")).toMatchObject({ left: 100, top: 100, width: 60, height: 30 });
  expect(drag({ alt: true }).geometry("a")).toMatchObject({ left: 80, top: 95, width: 80, height: 30 });
});

test("a side is resized wherever it is held, and the other sides stay", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.click(120, 110);
  bench.drag(112, 100, 112, 90);
  expect(bench.geometry("a")).toMatchObject({ left: 100, top: 90, width: 40, height: 30 });
});

test("a corner dragged past the other turns the box inside out", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.click(120, 110);
  bench.drag(140, 120, 80, 90);
  expect(bench.geometry("a")).toMatchObject({ left: 80, top: 90, width: 20, height: 10 });
});

test("handles are as large on the screen at every scale", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.click(120, 110);
  bench.camera.set({ x: 90, y: 90, scale: 8 });
  bench.move(141.5, 121);
  expect(bench.css).toBe("default");
  bench.move(140.5, 120.5);
  expect(bench.css).toBe("nwse-resize");
});

test("the handle above turns a region about its middle, with shift by steps of 15 degrees", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.click(120, 110);
  bench.drag(120, 78, 180, 110);
  const turned = bench.geometry("a") as { left: number; top: number; rotation: number };
  // A quarter turn about 120, 110: the left top corner goes to the right top.
  expect(turned).toMatchObject({ left: 130, top: 90, width: 40, height: 20, rotation: 90 });
  bench.store.undo();
  bench.drag(120, 78, 170, 70, { shift: true });
  expect(bench.geometry("a")).toMatchObject({ rotation: 45 });
});

test("a turned box is resized along its own sides", () => {
  const bench = new Workbench("select", [
    { key: "a", geometry: { type: "box", left: 140, top: 90, width: 40, height: 40, rotation: 90 } },
  ]);
  bench.click(120, 110);
  // Its right side lies below.
  bench.drag(120, 130, 120, 150);
  expect(bench.geometry("a")).toMatchObject({ left: 140, top: 90, width: 60, height: 40, rotation: 90 });
});

test("a vertex is dragged, and everything else keeps its digits", () => {
  const bench = new Workbench("select", [
    {
      key: "t",
      geometry: {
        type: "polygon",
        points: [
          [100.12345, 100],
          [200, 100],
          [200, 200],
        ],
      },
    },
  ]);
  bench.click(190, 150);
  bench.drag(200, 200, 210, 190);
  expect(bench.geometry("t")).toMatchObject({
    points: [
      [100.12345, 100],
      [200, 100],
      [210, 190],
    ],
  });
});

test("the middle of an edge is dragged into a new vertex", () => {
  const bench = new Workbench("select", [triangle]);
  bench.click(190, 150);
  bench.drag(150, 100, 150, 80);
  expect(bench.geometry("t")).toMatchObject({
    points: [
      [100, 100],
      [150, 80],
      [200, 100],
      [200, 200],
    ],
  });
});

test("a double click on an edge adds a vertex there", () => {
  const bench = new Workbench("select", [triangle]);
  bench.click(190, 150);
  bench.tool.doubleClick({
    x: 120,
    y: 101,
    screenX: 120,
    screenY: 101,
    shift: false,
    ctrl: false,
    alt: false,
    buttons: 0,
  });
  expect(bench.geometry("t")).toMatchObject({
    points: [
      [100, 100],
      [120, 100],
      [200, 100],
      [200, 200],
    ],
  });
});

test("delete takes the vertex that was clicked, alt and a click any, and three always stay", () => {
  const bench = new Workbench("select", [
    {
      key: "t",
      geometry: {
        type: "polygon",
        points: [
          [100, 100],
          [200, 100],
          [200, 200],
          [100, 200],
          [90, 150],
        ],
      },
    },
  ]);
  bench.click(150, 150);
  bench.click(200, 200);
  expect(bench.key("Delete")).toBe(true);
  expect(bench.geometry("t")).toMatchObject({
    points: [
      [100, 100],
      [200, 100],
      [100, 200],
      [90, 150],
    ],
  });
  expect(bench.key("Delete")).toBe(false);
  bench.click(90, 150, { alt: true });
  bench.click(100, 200, { alt: true });
  expect(bench.geometry("t")).toMatchObject({
    points: [
      [100, 100],
      [200, 100],
      [100, 200],
    ],
  });
});

test("a frame selects what it meets, but nothing it lies wholly inside of", () => {
  const around: Annotation = {
    key: "w",
    geometry: {
      type: "polyline",
      points: [
        [1, 1],
        [399, 1],
        [399, 299],
      ],
    },
  };
  const bench = new Workbench("select", [around, box("a", 10, 50), box("b", 100, 50), box("c", 300, 200)]);
  bench.drag(5, 40, 110, 80);
  expect(selected(bench).sort()).toEqual(["a", "b"]);
});

test("arrows move what is selected, by ten with shift, and presses in a row are undone together", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.click(120, 110);
  expect(bench.key("ArrowRight")).toBe(true);
  bench.key("ArrowRight");
  bench.key("ArrowUp", { shift: true });
  expect(bench.geometry("a")).toMatchObject({ left: 102, top: 90 });
  bench.store.undo();
  expect(bench.geometry("a")).toMatchObject({ left: 100, top: 100 });
});

test("arrows with ctrl resize", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.click(120, 110);
  bench.key("ArrowRight", { ctrl: true });
  bench.key("ArrowDown", { ctrl: true, shift: true });
  expect(bench.geometry("a")).toMatchObject({ left: 100, top: 100, width: 41, height: 30 });
});

test("arrows mean nothing to the tool while nothing is selected", () => {
  expect(new Workbench("select", [box("a", 100, 100)]).key("ArrowRight")).toBe(false);
});

test("a read-only region has no handles, and dragging it says why it stays", () => {
  const bench = new Workbench("select", [box("a", 100, 100, { readonly: true })]);
  const reasons: string[] = [];
  bench.store.subscribe((change) => {
    if (change.view) reasons.push(...(change.refused ?? []).map((one) => one.reason));
  });
  bench.click(120, 110);
  bench.move(140, 120);
  expect(bench.css).not.toBe("nwse-resize");
  bench.drag(120, 110, 150, 110);
  expect(bench.geometry("a")).toMatchObject({ left: 100 });
  expect(reasons).toEqual(["readonly"]);
});

test("dragging a pre-label accepts it where it is let go", () => {
  const offer = {
    bundle: 7,
    version: "v1",
    score: null,
    annotations: [box("o", 100, 100, { confidence: 0.6 })],
  };
  const bench = new Workbench("select", [], [], { offers: [offer] });
  bench.drag(120, 110, 130, 110);
  expect(bench.geometry("o")).toMatchObject({ left: 110 });
  expect(bench.store.selection).toEqual([{ layer: "draft", key: "o" }]);
  bench.store.undo();
  expect(bench.store.draft.size).toBe(0);
});

test("a corner is drawn to a vertex that is near, unless ctrl is held", () => {
  const drag = (ctrl: boolean): Workbench => {
    const bench = new Workbench("select", [box("a", 100, 100), box("b", 200, 160)]);
    bench.store.setSnapping(true);
    bench.click(120, 110);
    bench.drag(140, 120, 197, 156, { ctrl });
    return bench;
  };
  expect(drag(false).geometry("a")).toMatchObject({ left: 100, top: 100, width: 100, height: 60 });
  expect(drag(true).geometry("a")).toMatchObject({ width: 97, height: 56 });
});

test("a region that is moved near the border of the asset meets it", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.store.setSnapping(true);
  bench.drag(120, 110, 24, 110);
  expect(bench.geometry("a")).toMatchObject({ left: 0, top: 100 });
});

test("escape selects nothing, while a change of tools keeps what is selected", () => {
  const bench = new Workbench("select", [box("a", 100, 100)]);
  bench.click(120, 110);
  for (const name of ["box", "polygon", "brush", "relation", "select"]) bench.use(name);
  expect(selected(bench)).toEqual(["a"]);
  expect(bench.key("Escape")).toBe(true);
  expect(selected(bench)).toEqual([]);
  expect(bench.key("Escape")).toBe(false);
});
