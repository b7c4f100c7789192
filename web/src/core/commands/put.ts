import { type Key, keyOf } from "../annotation";
import { putStep } from "../steps";
import type { Annotation } from "../wire";
import type { PutCommand, Resolved, Scene } from "./command";
import { guardChange } from "./guard";

export function put(annotation: Annotation): PutCommand {
  return { op: "put", annotation };
}

export function resolvePut(command: PutCommand, scene: Scene): Resolved {
  return placed(command.annotation, scene);
}

/** Puts an annotation into the draft at the place its key has, or on top. */
export function placed(annotation: Annotation, scene: Scene): Resolved {
  const draft = scene.content.draft;
  const key: Key = keyOf(annotation);
  const before = draft.get(key);
  const refused = before ? guardChange(scene, "draft", key, annotation) : null;
  if (refused) return { steps: [], refused: [refused] };
  return { steps: [putStep(annotation, before, draft.size)], refused: [] };
}
