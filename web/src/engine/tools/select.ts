import { Resting } from "./select/rest";
import { StateTool } from "./state";
import type { Tool, ToolHost } from "./tool";

/** Selects, moves, resizes, turns and bends what is there. */
export function makeSelect(host: ToolHost): Tool {
  return new StateTool("select", "default", host, new Resting(host));
}
