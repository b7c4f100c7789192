import type { Command, GroupCommand } from "./command";

/** Several commands as one gesture: done together, undone together. */
export function group(title: string, commands: readonly Command[]): GroupCommand {
  return { op: "group", title, commands };
}
