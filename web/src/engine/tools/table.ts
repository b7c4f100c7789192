import type { Tool, ToolHost } from "./tool";

/** The tool of a name, made for one engine; null where there is none of that name, and dragging moves the view. */
export function makeTool(_name: string, _host: ToolHost): Tool | null {
  return null;
}
