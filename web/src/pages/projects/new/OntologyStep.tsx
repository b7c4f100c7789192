import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listOntologies, type Ontology } from "../../../api/gen";
import { Button } from "../../../ui/Button";
import { ErrorState } from "../../../ui/ErrorState";
import { ImportIcon } from "../../../ui/icons";
import { Loading } from "../../../ui/Loading";
import { Radio, RadioGroup } from "../../../ui/RadioGroup";
import { Segmented } from "../../../ui/Segmented";
import { fromOntology } from "../../ontologies/draft";
import { About, countsOf, OntologyEditor } from "../../ontologies/OntologyEditor";
import { Preview } from "../../ontologies/Preview";
import { ReadDialog } from "../../ontologies/ReadDialog";
import { TemplateGallery } from "../../ontologies/TemplateGallery";
import type { Check } from "../../ontologies/use-check";
import type { DraftState } from "../../ontologies/use-draft";
import styles from "./NewProjectPage.module.css";
import type { StepProps } from "./ProjectStep";

type From = "existing" | "template" | "new" | "none";

/** Which ontology the project has: one there is, one that is made now, or none yet. */
export function OntologyStep({
  plan,
  onChange,
  state,
  check,
}: StepProps & { state: DraftState; check: Check }) {
  const [isChoosing, setChoosing] = useState(false);
  const [isReading, setReading] = useState(false);
  const from: From = isChoosing ? "template" : plan.ontology.from;
  const turn = (next: From) => {
    setChoosing(next === "template");
    if (next === "new") {
      state.change({ mediaType: state.draft.tree.length > 0 ? state.draft.mediaType : plan.mediaType });
    }
    if (next !== "template") {
      onChange({ ontology: next === "existing" ? { from: next, id: null } : { from: next } });
    }
  };
  return (
    <div className={from === "new" ? styles.filled : styles.column}>
      <div className={styles.head}>
        <Segmented
          label="Ontology"
          value={from}
          onChange={turn}
          segments={[
            { id: "existing", label: "One there is" },
            { id: "template", label: "From a template" },
            { id: "new", label: "A new one" },
            { id: "none", label: "None yet" },
          ]}
        />
        {from === "new" && (
          <Button size="small" icon={ImportIcon} onPress={() => setReading(true)}>
            Read a document
          </Button>
        )}
      </div>
      {from === "existing" && <Existing plan={plan} onChange={onChange} />}
      {from === "template" && <h2 className="visually-hidden">Templates</h2>}
      {from === "template" && (
        <TemplateGallery
          canTry={false}
          onUse={(template) => {
            state.change(fromOntology({ ext: {}, media_type: template.media_type, ...template.ontology }));
            setChoosing(false);
            onChange({ ontology: { from: "new" } });
          }}
        />
      )}
      {from === "new" && (
        <>
          <div className={styles.about}>
            <About state={state} isReadOnly={false} />
          </div>
          <OntologyEditor state={state} check={check} isTreeOnly />
        </>
      )}
      {from === "none" && (
        <p className={styles.note}>
          It can be chosen later in the settings of the project. Importing with nothing configured proposes
          one from the file.
        </p>
      )}
      {isReading && <ReadDialog onRead={(draft) => state.change(draft)} onClose={() => setReading(false)} />}
    </div>
  );
}

function Existing({ plan, onChange }: StepProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["ontologies", "all"],
    queryFn: async () => (await listOntologies({ query: { limit: 1000 }, throwOnError: true })).data.items,
  });
  const chosen = plan.ontology.from === "existing" ? plan.ontology.id : null;
  if (error) {
    return <ErrorState error={error} title="The ontologies could not be loaded" onRetry={refetch} />;
  }
  if (!data) {
    return <Loading label="Loading ontologies" />;
  }
  if (data.length === 0) {
    return <p className={styles.note}>There is none yet. Begin with a template, or make a new one.</p>;
  }
  const sorted = [...data].sort((one, other) => likeness(other, plan) - likeness(one, plan));
  const ontology = data.find(({ id }) => id === chosen);
  return (
    <div className={styles.split}>
      <RadioGroup
        label="Ontology"
        isLabelHidden
        value={chosen}
        onChange={(id) => onChange({ ontology: { from: "existing", id } })}
      >
        {sorted.map((one) => (
          <Radio
            key={one.id}
            value={one.id}
            note={`${one.media_type}, ${countsOf(one.features) || "no features"}`}
          >
            {one.name}
          </Radio>
        ))}
      </RadioGroup>
      {ontology && (
        <section aria-label="Preview" className={styles.preview}>
          <Preview ontology={ontology} />
        </section>
      )}
    </div>
  );
}

/** Ontologies for the medium of the project come first. */
function likeness(ontology: Ontology, { mediaType }: StepProps["plan"]): number {
  return Number(ontology.media_type === mediaType);
}
