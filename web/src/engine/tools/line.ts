import type { Position } from "../../core/geometry/plane";
import { rounded } from "../../core/geometry/plane";
import { simplified, simplifiedRing } from "../../core/geometry/simplify";
import { DrawingLine, type Outline } from "./draw/line";
import { DrawingRest } from "./draw/rest";
import { fillMask, isMaskWanted } from "./mask-fill";
import { onAsset } from "./pointing";
import { putShape } from "./put";
import { type State, StateTool } from "./state";
import type { Tool, ToolHost } from "./tool";

/** Draws polygons; where the active feature takes masks, their inside is painted instead. */
export function makePolygon(host: ToolHost): Tool {
  const put = (points: readonly Position[]): void => {
    const ring = pairs(simplifiedRing(points, onAsset(host, 0.5)));
    if (isMaskWanted(host)) fillMask(host, [ring]);
    else putShape(host, { type: "polygon", points: ring });
  };
  return drawing("polygon", host, { type: "polygon", least: 3, isAdding: () => isMaskWanted(host), put });
}

/** Draws open lines, as paths where the active feature takes those. */
export function makePolyline(host: ToolHost): Tool {
  const put = (points: readonly Position[]): void => {
    const line = pairs(simplified(points, onAsset(host, 0.5)));
    const { store } = host;
    const isPath = store.ontology?.feature(store.activeFeature)?.kind === "path";
    if (isPath) putShape(host, { type: "path", vertices: line.map(([x, y]) => ({ x, y })), closed: false });
    else putShape(host, { type: "polyline", points: line });
  };
  return drawing("polyline", host, { type: "polyline", least: 2, isAdding: () => false, put });
}

function drawing(name: string, host: ToolHost, outline: Outline): Tool {
  const rest = (): State => new DrawingRest(host, (p, at) => new DrawingLine(host, p, at, outline, rest));
  return new StateTool(name, "crosshair", host, rest());
}

function pairs(points: readonly Position[]): Array<[number, number]> {
  return points.map(([x, y]) => [rounded(x), rounded(y)]);
}
