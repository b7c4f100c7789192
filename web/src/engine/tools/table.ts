import type { OntologyIndex } from "../../core/ontology";
import type { FeatureKind } from "../../core/wire";
import { makeBox, makeEllipse, makeRotatedBox } from "./box";
import { makeBrush, makeEraser } from "./brush";
import { makePolygon, makePolyline } from "./line";
import { makePan } from "./pan";
import { makePoint } from "./point";
import { makeRelation } from "./relation";
import { makeSelect } from "./select";
import type { Tool, ToolHost } from "./tool";

/** A tool as people see it. */
export interface ToolEntry {
  readonly name: string;
  readonly title: string;
  /** What it does, for the tip beside its button. */
  readonly tip: string;
  /** Name of a drawing in `ui/icons`. */
  readonly icon: string;
  /** Default key of the keymap. */
  readonly hotkey: string;
  /** Kinds of features it draws; the first tool of a kind is taken for it. None for tools that draw nothing. */
  readonly kinds: readonly FeatureKind[];
  readonly make: (host: ToolHost) => Tool;
}

export const TOOLS: readonly ToolEntry[] = [
  {
    name: "select",
    title: "Select",
    tip: "Select, move, resize, turn; drag a frame for several",
    icon: "select",
    hotkey: "v",
    kinds: [],
    make: makeSelect,
  },
  {
    name: "pan",
    title: "Pan",
    tip: "Move the picture; space or the middle button do it with any tool",
    icon: "pan",
    hotkey: "shift+v",
    kinds: [],
    make: makePan,
  },
  {
    name: "box",
    title: "Box",
    tip: "Drag from corner to corner, or click both; shift for a square, alt from the middle",
    icon: "box",
    hotkey: "b",
    kinds: ["box"],
    make: makeBox,
  },
  {
    name: "rotated_box",
    title: "Rotated box",
    tip: "Drag along one side, then click how far it reaches",
    icon: "rotated-box",
    hotkey: "shift+b",
    kinds: ["box"],
    make: makeRotatedBox,
  },
  {
    name: "polygon",
    title: "Polygon",
    tip: "Click corner by corner or draw freely; the first corner, enter or a double click closes",
    icon: "polygon",
    hotkey: "p",
    kinds: ["polygon", "mask"],
    make: makePolygon,
  },
  {
    name: "polyline",
    title: "Line",
    tip: "Click point by point; enter or a double click ends",
    icon: "polyline",
    hotkey: "l",
    kinds: ["polyline", "path"],
    make: makePolyline,
  },
  {
    name: "point",
    title: "Point",
    tip: "Click where it belongs",
    icon: "point",
    hotkey: "k",
    kinds: ["point"],
    make: makePoint,
  },
  {
    name: "ellipse",
    title: "Ellipse",
    tip: "Drag the box around it; shift for a circle, alt from the middle",
    icon: "ellipse",
    hotkey: "e",
    kinds: ["ellipse"],
    make: makeEllipse,
  },
  {
    name: "brush",
    title: "Brush",
    tip: "Paint into the selected mask or a new one; alt erases, shift draws straight, [ and ] change the size",
    icon: "brush",
    hotkey: "shift+p",
    kinds: ["mask"],
    make: makeBrush,
  },
  {
    name: "eraser",
    title: "Eraser",
    tip: "Erase from a mask; alt paints, shift draws straight, [ and ] change the size",
    icon: "eraser",
    hotkey: "shift+e",
    kinds: ["mask"],
    make: makeEraser,
  },
  {
    name: "relation",
    title: "Relation",
    tip: "Drag from one region to another, or click both",
    icon: "relation",
    hotkey: "r",
    kinds: ["relationship"],
    make: makeRelation,
  },
];

/** Which tool draws a feature when one is picked; a mask is painted first of all. */
const FIRST: Partial<Record<FeatureKind, string>> = { mask: "brush" };

export function toolEntry(name: string): ToolEntry | undefined {
  return TOOLS.find((one) => one.name === name);
}

/** Makes a tool for a host; null for a name that is no tool of the canvas. */
export function makeTool(name: string, host: ToolHost): Tool | null {
  return toolEntry(name)?.make(host) ?? null;
}

/** The tool for a feature; `current` if that draws it too. A region may be any shape: the current tool, or boxes. */
export function toolFor(kind: FeatureKind, current: string): string | null {
  const now = toolEntry(current);
  if (kind === "region")
    return now && now.kinds.length > 0 && !now.kinds.includes("relationship") ? current : "box";
  if (now?.kinds.includes(kind)) return current;
  return FIRST[kind] ?? TOOLS.find((one) => one.kinds.includes(kind))?.name ?? null;
}

/** Tools that are of use with an ontology: those that draw something it has, and those that draw nothing. */
export function toolsFor(ontology: OntologyIndex | null): readonly ToolEntry[] {
  if (!ontology) return TOOLS;
  const has = (kind: FeatureKind): boolean =>
    kind === "relationship" ? ontology.relationships.length > 0 : ontology.kinds.includes(kind);
  const takesAny = ontology.kinds.includes("region");
  return TOOLS.filter(({ name, kinds }) => {
    if (kinds.length === 0) return true;
    if (name === "polygon" && !takesAny) return has("polygon") || has("mask");
    return kinds.some(has) || (takesAny && name !== "relation");
  });
}
