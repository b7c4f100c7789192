import { isSame, type Key, type LayerId } from "../annotation";
import { type Refusal, type RefusalReason, refusal } from "../refusal";
import type { Annotation } from "../wire";
import type { Scene } from "./command";

/** Why an annotation may not be changed or taken out; null when it may. */
export function guard(scene: Scene, layer: LayerId, key: Key): Refusal | null {
  const reason = barred(scene, layer, key);
  return reason && refusal(layer, key, reason);
}

/** As `guard`, for a new value: one that says the same is no change. */
export function guardChange(scene: Scene, layer: LayerId, key: Key, after: Annotation): Refusal | null {
  const before = scene.content.get(layer, key);
  return before && isSame(before, after) ? null : guard(scene, layer, key);
}

function barred(scene: Scene, layer: LayerId, key: Key): RefusalReason | null {
  const annotation = scene.content.get(layer, key);
  if (!annotation) return "missing";
  if (layer.startsWith("label:")) return "not_editable";
  if (annotation.readonly) return "readonly";
  return scene.isLocked(layer, key) ? "locked" : null;
}
