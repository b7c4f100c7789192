import { keyOf, type LayerId, scoreOf } from "../../core/annotation";
import { accept } from "../../core/commands/accept";
import { reject } from "../../core/commands/reject";
import type { Store } from "../../core/store";
import type { Annotation } from "../../core/wire";
import { Button } from "../../ui/Button";
import styles from "./Questions.module.css";
import type { EditorSession } from "./session";
import { useContent } from "./use-content";

interface Offer {
  layer: LayerId;
  annotation: Annotation;
}

/** Answers about the row that pre-labels offer, as long as nobody has decided about them. */
export function Suggestions({ session: { store, ontology } }: { session: EditorSession }) {
  const offers = useContent(store, offeredAnswers, ASPECTS);
  return offers.map(({ layer, annotation }) => {
    const key = keyOf(annotation);
    const [said] = annotation.classifications ?? [];
    const values = (said?.answers ?? []).map((one) =>
      Array.isArray(one.value) ? one.value.join(" › ") : String(one.value),
    );
    return (
      <div key={`${layer}/${key}`} className={styles.offered}>
        <span>
          {ontology.titleOf({ ...annotation, feature: said?.feature ?? annotation.feature })}:{" "}
          <strong>{values.join(", ")}</strong>
          {annotation.confidence != null && (
            <span className={styles.score}> {annotation.confidence.toFixed(2)}</span>
          )}
        </span>
        <Button size="small" onPress={() => store.apply(accept(layer, [key]))}>
          Accept
        </Button>
        <Button size="small" tone="quiet" onPress={() => store.apply(reject(layer, [key]))}>
          Reject
        </Button>
      </div>
    );
  });
}

const ASPECTS = ["hidden", "min_score"] as const;

function offeredAnswers(store: Store): readonly Offer[] {
  const answered = new Set(
    [...store.draft.values()]
      .filter((one) => one.kind === "classification")
      .map((one) => one.classifications?.[0]?.feature),
  );
  const found: Offer[] = [];
  for (const layer of store.layers.values()) {
    if (!layer.id.startsWith("offer:") || store.hidden.layers.has(layer.id)) continue;
    for (const annotation of layer.values()) {
      if (annotation.kind !== "classification" || answered.has(annotation.classifications?.[0]?.feature))
        continue;
      const offered = store.content.offered({ layer: layer.id, key: keyOf(annotation) });
      if (offered && store.content.decisions.isDecided(offered)) continue;
      if (scoreOf(annotation) >= store.minScore) found.push({ layer: layer.id, annotation });
    }
  }
  return found;
}
