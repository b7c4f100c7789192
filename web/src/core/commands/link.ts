import { type Key, newKey, type Ref } from "../annotation";
import { type Refusal, refusal } from "../refusal";
import { putStep } from "../steps";
import type { Annotation } from "../wire";
import { Acceptance } from "./acceptance";
import type { LinkCommand, Resolved, Scene } from "./command";

/** A relationship of a feature from one region to another. */
export function link(source: Ref, target: Ref, feature: string | null, labels: string[] = []): LinkCommand {
  const relation = { target: "", ...(labels.length > 0 ? { labels } : {}) };
  return {
    op: "link",
    source,
    target,
    annotation: { key: newKey(), kind: "relationship", feature, relation },
  };
}

export function resolveLink(command: LinkCommand, scene: Scene): Resolved {
  const acceptance = new Acceptance(scene);
  const refused: Refusal[] = [];
  const end = (ref: Ref): Key => {
    const { draft } = scene.content;
    if (ref.layer !== "draft") {
      if (acceptance.copyOf(ref.layer, ref.key) === undefined)
        refused.push(...acceptance.accept(ref.layer, ref.key));
      return acceptance.copyOf(ref.layer, ref.key) ?? ref.key;
    }
    if (!draft.has(ref.key)) refused.push(refusal(ref.layer, ref.key, "missing"));
    return ref.key;
  };
  const [source, target] = [end(command.source), end(command.target)];
  if (refused.length > 0) return { steps: [], refused };
  if (source === target) return { steps: [], refused: [refusal("draft", target, "not_a_link")] };
  const relation = { ...command.annotation.relation, source, target };
  const annotation: Annotation = { ...command.annotation, relation };
  const place = scene.content.draft.size + acceptance.size;
  return { steps: [...acceptance.steps, putStep(annotation, undefined, place)], refused };
}
