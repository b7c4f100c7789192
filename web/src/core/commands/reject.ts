import type { Key, LayerId } from "../annotation";
import { refusal } from "../refusal";
import { decisionStep } from "../steps";
import type { RejectCommand, Resolved, RestoreCommand, Scene } from "./command";
import { removal } from "./remove";

export function reject(offer: LayerId, keys: readonly Key[]): RejectCommand {
  return { op: "reject", offer, keys };
}

/** Takes a decision back, whichever it was. */
export function restore(offer: LayerId, keys: readonly Key[]): RestoreCommand {
  return { op: "restore", offer, keys };
}

export function resolveReject(command: RejectCommand, scene: Scene): Resolved {
  return decided(command, scene, true);
}

export function resolveRestore(command: RestoreCommand, scene: Scene): Resolved {
  return decided(command, scene, false);
}

function decided(command: RejectCommand | RestoreCommand, scene: Scene, isRejected: boolean): Resolved {
  const { content } = scene;
  const resolved: Resolved = { steps: [], refused: [] };
  const copies = new Set<Key>();
  const decisions = [];
  for (const key of new Set(command.keys)) {
    const offered = content.offered({ layer: command.offer, key });
    if (!offered || !content.get(command.offer, key)) {
      resolved.refused.push(refusal(command.offer, key, offered ? "missing" : "not_editable"));
      continue;
    }
    const copy = content.decisions.copyOf(offered);
    if (copy !== undefined) copies.add(copy);
    if (content.decisions.isRejected(offered) !== isRejected)
      decisions.push(decisionStep(offered, isRejected));
  }
  resolved.steps.push(...removal(copies, scene), ...decisions);
  return resolved;
}
