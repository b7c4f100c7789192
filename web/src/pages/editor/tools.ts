/** Tools: the canvas's tools with the key and the drawing that the editor has for each. */

import type { ActionId } from "../../core/keys/actions";
import type { ToolEntry } from "../../engine/tools/table";
import {
  BoxIcon,
  BrushIcon,
  EllipseIcon,
  EraserIcon,
  HandIcon,
  type IconComponent,
  PointIcon,
  PolygonIcon,
  PolylineIcon,
  RelationIcon,
  RotatedBoxIcon,
  SelectIcon,
} from "../../ui/icons";

const SHOWN: Readonly<Record<string, readonly [ActionId, IconComponent]>> = {
  select: ["tool.select", SelectIcon],
  pan: ["tool.pan", HandIcon],
  box: ["tool.box", BoxIcon],
  rotated_box: ["tool.rotatedBox", RotatedBoxIcon],
  polygon: ["tool.polygon", PolygonIcon],
  polyline: ["tool.polyline", PolylineIcon],
  point: ["tool.point", PointIcon],
  ellipse: ["tool.ellipse", EllipseIcon],
  brush: ["tool.brush", BrushIcon],
  eraser: ["tool.eraser", EraserIcon],
  relation: ["tool.relation", RelationIcon],
};

/** The action that takes a tool. */
export function actionOfTool({ name }: ToolEntry): ActionId {
  return SHOWN[name]?.[0] ?? "tool.select";
}

export function iconOfTool({ name }: ToolEntry): IconComponent {
  return SHOWN[name]?.[1] ?? SelectIcon;
}
