import { type Key, keyOf } from "../annotation";
import { decisionStep, removeStep, type Step } from "../steps";
import type { RemoveCommand, Resolved, Scene } from "./command";
import { guard } from "./guard";

export function remove(keys: readonly Key[]): RemoveCommand {
  return { op: "remove", keys };
}

export function resolveRemove(command: RemoveCommand, scene: Scene): Resolved {
  const resolved: Resolved = { steps: [], refused: [] };
  const doomed = new Set<Key>();
  for (const key of command.keys) {
    const refused = guard(scene, "draft", key);
    if (refused) resolved.refused.push(refused);
    else doomed.add(key);
  }
  resolved.steps.push(...removal(doomed, scene));
  for (const key of doomed) {
    const annotation = scene.content.draft.get(key);
    const offered = annotation && scene.content.stillOffered(annotation);
    // Whoever deletes the copy of a pre-label has decided about the pre-label.
    if (offered && !scene.content.decisions.isRejected(offered))
      resolved.steps.push(decisionStep(offered, true));
  }
  return resolved;
}

/** Steps that take annotations out of the draft, relationships that end at one of them first. */
export function removal(doomed: ReadonlySet<Key>, scene: Scene): Step[] {
  const draft = scene.content.draft;
  const listed = [...draft.listed()];
  const links: Step[] = [];
  const others: Step[] = [];
  // From the last to the first: every place is then still the one it had.
  for (let place = listed.length - 1; place >= 0; place -= 1) {
    const annotation = listed[place];
    if (!annotation) continue;
    const isLoose = [annotation.relation?.source, annotation.relation?.target].some(
      (end) => end && doomed.has(end),
    );
    if (!isLoose && !doomed.has(keyOf(annotation))) continue;
    (annotation.relation ? links : others).push(removeStep(annotation, place));
  }
  return [...links, ...others.map((step) => shifted(step, links))];
}

/** A step whose place takes into account what went before it. */
function shifted(step: Step, gone: readonly Step[]): Step {
  if (step.kind !== "annotation") return step;
  const earlier = gone.filter((one) => one.kind === "annotation" && one.place < step.place).length;
  return { ...step, place: step.place - earlier };
}
