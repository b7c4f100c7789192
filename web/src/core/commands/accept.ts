import { type Key, keyOf, type LayerId, scoreOf } from "../annotation";
import { Acceptance } from "./acceptance";
import type { AcceptAboveCommand, AcceptCommand, Resolved, Scene } from "./command";

export function accept(offer: LayerId, keys: readonly Key[]): AcceptCommand {
  return { op: "accept", offer, keys };
}

export function acceptAbove(
  offer: LayerId,
  least: number,
  feature: string | null = null,
): AcceptAboveCommand {
  return { op: "accept_above", offer, feature, least };
}

export function resolveAccept(command: AcceptCommand, scene: Scene): Resolved {
  const acceptance = new Acceptance(scene);
  const taken = new Set<Key>();
  const refused = command.keys.flatMap((key) => {
    if (taken.has(key)) return [];
    taken.add(key);
    return acceptance.accept(command.offer, key);
  });
  return { steps: acceptance.steps, refused };
}

export function resolveAcceptAbove(command: AcceptAboveCommand, scene: Scene): Resolved {
  const acceptance = new Acceptance(scene);
  for (const key of undecidedAbove(command, scene)) acceptance.accept(command.offer, key);
  return { steps: acceptance.steps, refused: [] };
}

/** The keys an "accept all above" would take, for the number beside its button. */
export function undecidedAbove(command: AcceptAboveCommand, scene: Scene): Key[] {
  const layer = scene.content.layers.get(command.offer);
  if (!layer) return [];
  const chosen: Key[] = [];
  for (const annotation of layer.listed()) {
    const key = keyOf(annotation);
    const offered = scene.content.offered({ layer: command.offer, key });
    const isMeant = command.feature === null || annotation.feature === command.feature;
    if (
      isMeant &&
      offered &&
      scoreOf(annotation) >= command.least &&
      !scene.content.decisions.isDecided(offered)
    ) {
      chosen.push(key);
    }
  }
  return chosen;
}
