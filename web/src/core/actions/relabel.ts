import type { Ref } from "../annotation";
import { editAll } from "../commands/edit";
import type { Store } from "../store";
import type { Annotation } from "../wire";

/**
 * Gives regions a feature and one of its labels, or none. Answers to questions that are not asked there any more go.
 * Whether a region could take it: of a feature that does not draw their shape, none can.
 */
export function relabel(
  store: Store,
  refs: readonly Ref[],
  feature: string | null,
  label: string | null,
): boolean {
  const { ontology } = store;
  const known = ontology?.feature(feature);
  const edits = refs.flatMap((ref) => {
    const annotation = store.at(ref);
    const { geometry } = annotation ?? {};
    if (!annotation || !geometry || (known && !ontology?.draws(known, geometry.type))) return [];
    return [{ layer: ref.layer, annotation: labelled(store, annotation, feature, label) }];
  });
  return edits.length > 0 && store.apply(editAll(edits, "Change label")).isDone;
}

function labelled(
  store: Store,
  annotation: Annotation,
  feature: string | null,
  label: string | null,
): Annotation {
  const labels = label === null ? [] : [label];
  // Ids of what it was before would name the old feature.
  const put: Annotation = { ...annotation, feature, labels, feature_id: null, schema_id: null };
  const asked = store.ontology?.nested(feature, labels).map((one) => one.name);
  if (asked && annotation.classifications) {
    put.classifications = annotation.classifications.filter(
      (one) => one.feature != null && asked.includes(one.feature),
    );
  }
  return put;
}
