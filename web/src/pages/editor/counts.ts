import type { Store } from "../../core/store";
import { featureName } from "../../core/view";

/** How many annotations of the draft each feature and label has, by `featureName`; "" counts what has none. */
export function countsOf(store: Store): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { feature, labels, kind } of store.draft.values()) {
    if (kind === "classification") continue;
    const isBare =
      feature == null || ((labels?.length ?? 0) === 0 && (store.ontology?.labelsOf(feature).length ?? 0) > 0);
    if (isBare) add("");
    else if (!labels || labels.length === 0) add(featureName(feature));
    for (const label of labels ?? []) add(featureName(feature, label));
  }
  return counts;
}
