import { CheckIcon } from "../../ui/icons";
import styles from "./imports.module.css";
import { type Step, steps, type Wizard } from "./wizard";

const NAMES: Record<Step | "dry" | "report", string> = {
  file: "File",
  names: "Names",
  rows: "Data rows",
  options: "Options",
  dry: "Dry run",
  report: "Report",
};

/** Where an import is, from the file to the report. */
export function Steps({ wizard, onGo }: { wizard: Wizard; onGo: (step: Step) => void }) {
  const own = steps(wizard);
  const at = own.indexOf(wizard.step);
  return (
    <StepLine
      names={[...own.map((step) => NAMES[step]), NAMES.dry, NAMES.report]}
      at={at}
      onGo={(index) => own[index] && wizard.work === null && onGo(own[index])}
    />
  );
}

/** The same line on the page of the import, whose earlier steps are over. */
export function JobSteps({ isReport }: { isReport: boolean }) {
  return <StepLine names={["File", "Options", NAMES.dry, NAMES.report]} at={isReport ? 3 : 2} />;
}

function StepLine({
  names,
  at,
  onGo,
}: {
  names: readonly string[];
  at: number;
  onGo?: (index: number) => void;
}) {
  return (
    <ol className={styles.steps} aria-label="Steps of the import">
      {names.map((name, index) => (
        <li key={name} aria-current={index === at ? "step" : undefined} className={styles.step}>
          <span className={styles.stepNo} aria-hidden="true">
            {index < at ? <CheckIcon size={12} /> : index + 1}
          </span>
          {onGo && index < at ? (
            <button type="button" className={styles.stepLink} onClick={() => onGo(index)}>
              {name}
            </button>
          ) : (
            name
          )}
        </li>
      ))}
    </ol>
  );
}
