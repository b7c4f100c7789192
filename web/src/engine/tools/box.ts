import { DrawingFrame, type Filling, fillBox, fillEllipse } from "./draw/frame";
import { DrawingRest } from "./draw/rest";
import { DrawingSide } from "./draw/rotated-box";
import { type State, StateTool } from "./state";
import type { Tool, ToolHost } from "./tool";

/** Draws boxes from corner to corner. */
export function makeBox(host: ToolHost): Tool {
  return new StateTool("box", "crosshair", host, framing(host, fillBox));
}

/** Draws ellipses by the box around them. */
export function makeEllipse(host: ToolHost): Tool {
  return new StateTool("ellipse", "crosshair", host, framing(host, fillEllipse));
}

/** Draws boxes that are turned, by a side and how far they reach from it. */
export function makeRotatedBox(host: ToolHost): Tool {
  const rest = (): State => new DrawingRest(host, (p, at) => new DrawingSide(host, p, at, rest));
  return new StateTool("rotated_box", "crosshair", host, rest());
}

function framing(host: ToolHost, fill: Filling): State {
  const rest = (): State => new DrawingRest(host, (p, at) => new DrawingFrame(host, p, at, fill, rest));
  return rest();
}
