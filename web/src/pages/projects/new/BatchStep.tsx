import { useQuery } from "@tanstack/react-query";
import { getOntology } from "../../../api/gen";
import { countOf } from "../../../ui/format";
import { TextField } from "../../../ui/TextField";
import { mediaLabel } from "../../catalog/medium";
import { Priority, type PriorityValue } from "../../catalog/Priority";
import { isNothing, pickedCount } from "../../catalog/selection";
import type { Draft } from "../../ontologies/draft";
import styles from "./NewProjectPage.module.css";
import type { StepProps } from "./ProjectStep";

/** The first batch, and all that will be made. */
export function BatchStep({ plan, onChange, draft }: StepProps & { draft: Draft }) {
  const hasRows = !isNothing(plan.rows.selection);
  const picked = pickedCount(plan.rows.selection, null);
  const rows = picked === null ? "all data rows that match" : countOf(picked, "data row");
  return (
    <div className={styles.form}>
      {hasRows ? (
        <>
          <TextField label="Name of the batch" value={plan.batch} onChange={(batch) => onChange({ batch })} />
          <Priority
            value={String(plan.priority) as PriorityValue}
            onChange={(priority) => onChange({ priority: Number(priority) })}
          />
        </>
      ) : (
        <p className={styles.note}>No data rows are selected, so there is no batch yet.</p>
      )}
      <section aria-label="What will be made" className={styles.summary}>
        <h2>What will be made</h2>
        <dl>
          <div>
            <dt>Project</dt>
            <dd>{`${plan.name || "without a name"}, ${mediaLabel(plan.mediaType).toLowerCase()}`}</dd>
          </div>
          <div>
            <dt>Ontology</dt>
            <dd>
              <OntologyName plan={plan} draft={draft} />
            </dd>
          </div>
          <div>
            <dt>Batch</dt>
            <dd>{hasRows ? `${plan.batch}: ${rows}, priority ${plan.priority}` : "none"}</dd>
          </div>
        </dl>
      </section>
    </div>
  );
}

function OntologyName({ plan, draft }: { plan: StepProps["plan"]; draft: Draft }) {
  const id = plan.ontology.from === "existing" ? plan.ontology.id : null;
  const { data } = useQuery({
    queryKey: ["ontology", id, "name"],
    queryFn: async () => (await getOntology({ path: { uid: id as string }, throwOnError: true })).data.name,
    enabled: id !== null,
  });
  if (plan.ontology.from === "new") {
    return <>{`${draft.name || "without a name"} (new)`}</>;
  }
  return <>{id === null ? "none yet" : (data ?? "…")}</>;
}
