import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { ErrorState } from "../../../ui/ErrorState";
import { ArrowLeftIcon, ArrowRightIcon, CheckIcon } from "../../../ui/icons";
import { Page } from "../../../ui/Page";
import { NO_FILTER } from "../../catalog/row-filter";
import { NOTHING } from "../../catalog/selection";
import { EMPTY } from "../../ontologies/draft";
import { useCheck } from "../../ontologies/use-check";
import { useDraft } from "../../ontologies/use-draft";
import { BatchStep } from "./BatchStep";
import styles from "./NewProjectPage.module.css";
import { OntologyStep } from "./OntologyStep";
import { ProjectStep } from "./ProjectStep";
import { carryOut, type Made, missing, type Plan, StepError, type StepId } from "./plan";
import { RowsStep } from "./RowsStep";

const STEPS: readonly { id: StepId; title: string }[] = [
  { id: "project", title: "Project" },
  { id: "ontology", title: "Ontology" },
  { id: "rows", title: "Data rows" },
  { id: "batch", title: "Batch" },
];

const BEGINNING: Plan = {
  name: "",
  description: "",
  mediaType: "image",
  ontology: { from: "existing", id: null },
  rows: { filter: { ...NO_FILTER, medium: "image" }, selection: NOTHING },
  batch: "First batch",
  priority: 5,
};

/** From a name to a project that can be labelled. Every step can be come back to; nothing is made before the end. */
export default function NewProjectPage() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [plan, setPlan] = useState(BEGINNING);
  const [step, setStep] = useState<StepId>("project");
  const [seen, setSeen] = useState<ReadonlySet<StepId>>(new Set(["project"]));
  const [error, setError] = useState<StepError | null>(null);
  const [progress, setProgress] = useState<string | null>(null);
  const made = useRef<Made>({ batches: 0 });
  const ontology = useDraft(EMPTY);
  const check = useCheck(ontology.draft);
  const change = (part: Partial<Plan>) => setPlan((before) => ({ ...before, ...part }));
  const index = STEPS.findIndex(({ id }) => id === step);
  const lacking = (id: StepId) => missing(plan, ontology.draft, id, check.issues);
  const firstLacking = STEPS.find(({ id }) => lacking(id) !== null);
  const go = (id: StepId) => {
    setStep(id);
    setSeen(new Set([...seen, id]));
  };
  const finish = async () => {
    setError(null);
    try {
      const project = await carryOut(plan, ontology.draft, made.current, setProgress);
      await queries.invalidateQueries();
      await navigate(`/projects/${project}`);
    } catch (problem) {
      const failure = problem instanceof StepError ? problem : new StepError("batch", problem);
      setError(failure);
      go(failure.step);
    }
    setProgress(null);
  };
  const isLast = index === STEPS.length - 1;
  const lack = lacking(step);
  return (
    <Page title="New project" crumbs={[{ label: "Projects", to: "/projects" }]} width="full" isFilled>
      <nav aria-label="Steps" className={styles.steps}>
        <ol>
          {STEPS.map(({ id, title }, at) => (
            <li key={id}>
              <button
                type="button"
                aria-current={id === step ? "step" : undefined}
                className={styles.step}
                data-failed={error?.step === id || undefined}
                onClick={() => go(id)}
              >
                <span className={styles.no}>
                  {seen.has(id) && id !== step && lacking(id) === null ? <CheckIcon size={12} /> : at + 1}
                </span>
                {title}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {error?.step === step && (
        <div className={styles.error}>
          <ErrorState error={error.problem} title="This step was refused" isCompact>
            {made.current.project && (
              <p>The project itself is made already: trying again goes on behind it.</p>
            )}
          </ErrorState>
        </div>
      )}
      <div
        className={styles.content}
        data-wide={step === "rows" || (step === "ontology" && plan.ontology.from === "new") || undefined}
      >
        {step === "project" && <ProjectStep plan={plan} onChange={change} />}
        {step === "ontology" && <OntologyStep plan={plan} onChange={change} state={ontology} check={check} />}
        {step === "rows" && <RowsStep plan={plan} onChange={change} />}
        {step === "batch" && <BatchStep plan={plan} onChange={change} draft={ontology.draft} />}
      </div>
      <footer className={styles.footer}>
        <p role="status" className={styles.status}>
          {progress ?? (isLast && firstLacking ? lacking(firstLacking.id) : lack) ?? ""}
        </p>
        {index > 0 && (
          <Button icon={ArrowLeftIcon} onPress={() => go(STEPS[index - 1]?.id ?? "project")}>
            Back
          </Button>
        )}
        {isLast ? (
          <Button
            tone="primary"
            isPending={progress !== null}
            isDisabled={firstLacking !== undefined}
            onPress={finish}
          >
            Create project
          </Button>
        ) : (
          <Button
            tone="primary"
            icon={ArrowRightIcon}
            isDisabled={lack !== null}
            onPress={() => go(STEPS[index + 1]?.id ?? "batch")}
          >
            {`Next: ${STEPS[index + 1]?.title}`}
          </Button>
        )}
      </footer>
    </Page>
  );
}
