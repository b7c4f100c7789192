/** Tools: the ways of drawing that the rail and the keys offer, and which of them a feature draws with. */

import type { ActionId } from "../../core/keys/actions";
import type { FeatureKind } from "../../core/wire";
import {
  BoxIcon,
  BrushIcon,
  EllipseIcon,
  EraserIcon,
  type IconComponent,
  PointIcon,
  PolygonIcon,
  PolylineIcon,
  RelationIcon,
  RotatedBoxIcon,
  SelectIcon,
} from "../../ui/icons";

export interface ToolEntry {
  /** As the engine knows it. */
  readonly name: string;
  readonly title: string;
  readonly action: ActionId;
  readonly icon: IconComponent;
  /** Kinds of features it draws; none for tools that draw nothing. */
  readonly kinds: readonly FeatureKind[];
}

export const TOOLS: readonly ToolEntry[] = [
  { name: "select", title: "Select and move", action: "tool.select", icon: SelectIcon, kinds: [] },
  { name: "box", title: "Box", action: "tool.box", icon: BoxIcon, kinds: ["box", "region"] },
  {
    name: "rotated-box",
    title: "Rotated box",
    action: "tool.rotatedBox",
    icon: RotatedBoxIcon,
    kinds: ["box", "region"],
  },
  {
    name: "polygon",
    title: "Polygon",
    action: "tool.polygon",
    icon: PolygonIcon,
    kinds: ["polygon", "region"],
  },
  { name: "polyline", title: "Line", action: "tool.polyline", icon: PolylineIcon, kinds: ["polyline"] },
  { name: "point", title: "Point", action: "tool.point", icon: PointIcon, kinds: ["point", "region"] },
  {
    name: "ellipse",
    title: "Ellipse",
    action: "tool.ellipse",
    icon: EllipseIcon,
    kinds: ["ellipse", "region"],
  },
  { name: "brush", title: "Brush", action: "tool.brush", icon: BrushIcon, kinds: ["mask", "region"] },
  { name: "eraser", title: "Eraser", action: "tool.eraser", icon: EraserIcon, kinds: ["mask"] },
  {
    name: "relation",
    title: "Relationship",
    action: "tool.relation",
    icon: RelationIcon,
    kinds: ["relationship"],
  },
];

/** Return the tool that draws a kind of feature; what is drawn elsewhere than on a canvas has none. */
export function toolFor(kind: FeatureKind): ToolEntry | undefined {
  return TOOLS.find((one) => one.kinds.includes(kind));
}

/** Return the tools a person can use for an ontology: what draws one of its kinds, and selecting. */
export function toolsFor(kinds: readonly FeatureKind[], hasRelationships: boolean): ToolEntry[] {
  const own = new Set<FeatureKind>(hasRelationships ? [...kinds, "relationship"] : kinds);
  return TOOLS.filter((one) => one.kinds.length === 0 || one.kinds.some((kind) => own.has(kind)));
}
