import { inverse, type Step } from "../steps";
import { resolveAccept, resolveAcceptAbove } from "./accept";
import type { Command, GroupCommand, Resolved, Scene } from "./command";
import { resolveEdit } from "./edit";
import { resolveLink } from "./link";
import { resolveMove } from "./move";
import { resolvePut } from "./put";
import { resolveReject, resolveRestore } from "./reject";
import { resolveRemove } from "./remove";
import { resolveReorder } from "./reorder";

/** What a command comes to here and now. The scene is as before when this returns. */
export function resolve(command: Command, scene: Scene): Resolved {
  switch (command.op) {
    case "put":
      return resolvePut(command, scene);
    case "edit":
      return resolveEdit(command, scene);
    case "remove":
      return resolveRemove(command, scene);
    case "move":
      return resolveMove(command, scene);
    case "accept":
      return resolveAccept(command, scene);
    case "accept_above":
      return resolveAcceptAbove(command, scene);
    case "reject":
      return resolveReject(command, scene);
    case "restore":
      return resolveRestore(command, scene);
    case "reorder":
      return resolveReorder(command, scene);
    case "link":
      return resolveLink(command, scene);
    case "group":
      return resolveGroup(command, scene);
  }
}

/** Each command is resolved where the ones before it lead; what they did is taken back at the end. */
function resolveGroup(command: GroupCommand, scene: Scene): Resolved {
  const whole: Resolved = { steps: [], refused: [] };
  for (const one of command.commands) {
    const { steps, refused } = resolve(one, scene);
    whole.refused.push(...refused);
    take(steps, scene);
    whole.steps.push(...steps);
  }
  take(inverse(whole.steps), scene);
  return whole;
}

function take(steps: readonly Step[], scene: Scene): void {
  for (const step of steps) scene.content.take(step);
}
