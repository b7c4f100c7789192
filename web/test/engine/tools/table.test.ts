import { expect, test } from "vitest";
import { OntologyIndex } from "../../../src/core/ontology";
import type { Feature } from "../../../src/core/wire";
import { TOOLS, toolFor, toolsFor } from "../../../src/engine/tools/table";
import { Workbench } from "./workbench";

const names = (features: Feature[]): string[] =>
  toolsFor(new OntologyIndex({ id: "o", name: "o", media_type: "image", version: 1, features })).map(
    (one) => one.name,
  );

test("every tool has a name and a key of its own, and is made under its name", () => {
  expect(new Set(TOOLS.map((one) => one.name)).size).toBe(TOOLS.length);
  expect(new Set(TOOLS.map((one) => one.hotkey)).size).toBe(TOOLS.length);
  for (const { name } of TOOLS) expect(new Workbench(name).tool.name).toBe(name);
});

test("a feature is drawn by the current tool if that can, or else by the first that can", () => {
  expect(toolFor("box", "rotated_box")).toBe("rotated_box");
  expect(toolFor("box", "polygon")).toBe("box");
  expect(toolFor("mask", "select")).toBe("brush");
  expect(toolFor("path", "select")).toBe("polyline");
  expect(toolFor("region", "ellipse")).toBe("ellipse");
  expect(toolFor("region", "relation")).toBe("box");
  expect(toolFor("text_entity", "select")).toBeNull();
});

test("only tools are offered that draw something the ontology has", () => {
  expect(names([{ name: "car", kind: "box" }])).toEqual(["select", "pan", "box", "rotated_box"]);
  expect(names([{ name: "road", kind: "mask" }])).toEqual(["select", "pan", "polygon", "brush", "eraser"]);
  expect(names([{ name: "r", kind: "relationship" }])).toEqual(["select", "pan", "relation"]);
});

test("a feature that takes any shape brings every tool that draws", () => {
  expect(names([{ name: "any", kind: "region" }])).toEqual(
    TOOLS.map((one) => one.name).filter((name) => name !== "relation"),
  );
});

test("panning moves the camera by what the pointer moves on the screen", () => {
  const bench = new Workbench("pan");
  bench.camera.set({ x: 100, y: 100, scale: 2 });
  bench.down(150, 150);
  bench.tool.move({
    x: 0,
    y: 0,
    screenX: 120,
    screenY: 90,
    shift: false,
    ctrl: false,
    alt: false,
    buttons: 1,
  });
  expect([bench.camera.x, bench.camera.y]).toEqual([90, 105]);
});
