import { Button } from "../../ui/Button";
import { DropZone } from "../../ui/DropZone";
import { ErrorState } from "../../ui/ErrorState";
import { fileSize, percent } from "../../ui/format";
import { ArrowLeftIcon, ArrowRightIcon, PlayIcon } from "../../ui/icons";
import { Card } from "../../ui/Page";
import { ProgressBar } from "../../ui/ProgressBar";
import { FileStep } from "./FileStep";
import { FILE_HINT } from "./import-words";
import styles from "./imports.module.css";
import { NamesStep } from "./NamesStep";
import { OptionsStep } from "./OptionsStep";
import { RowsStep } from "./RowsStep";
import { Steps } from "./Steps";
import { useWizard, type WizardDesk } from "./use-wizard";
import { following, preceding } from "./wizard";

/** From a dropped file to a dry run. Without a project it makes one. */
export function ImportWizard({ project, ontology }: { project: string | null; ontology?: string | null }) {
  const desk = useWizard(project);
  const { wizard, isGone } = desk;
  if (wizard.file === null) {
    return (
      <div className={styles.stack}>
        {isGone && (
          <ErrorState
            isCompact
            title="The file is not in this browser any more"
            error="it was imported already, or dropped in another browser: drop it again"
          />
        )}
        <DropZone
          title="Drop a file of annotations"
          hint={FILE_HINT}
          onFiles={([first]) => first && desk.drop(first.file)}
        />
      </div>
    );
  }
  return (
    <div className={styles.stack}>
      <Steps wizard={wizard} onGo={(step) => desk.dispatch({ type: "go", step })} />
      <Card>
        <div className={styles.stack}>
          {wizard.step === "file" && <FileStep desk={desk} project={project} />}
          {wizard.step === "names" && <NamesStep desk={desk} ontology={ontology ?? null} />}
          {wizard.step === "rows" && <RowsStep desk={desk} project={project} />}
          {wizard.step === "options" && <OptionsStep desk={desk} project={project} />}
          {wizard.problem !== null && (
            <ErrorState
              isCompact
              title={wizard.check === null ? "The file was not understood" : "The file was not imported"}
              error={wizard.problem}
            />
          )}
          {wizard.work !== null ? <Work desk={desk} /> : <Moves desk={desk} />}
        </div>
      </Card>
    </div>
  );
}

function Work({ desk }: { desk: WizardDesk }) {
  const { work } = desk.wizard;
  if (work === null) {
    return null;
  }
  const isBytes = work.of > 10_000 && /Sending|checksum|Verifying/.test(work.what);
  const told = isBytes ? `${fileSize(work.done)} of ${fileSize(work.of)}` : `${work.done} of ${work.of}`;
  return (
    <ProgressBar
      label={`${work.what} …`}
      value={work.of > 0 ? work.done / work.of : 0}
      maxValue={1}
      isIndeterminate={work.done === 0}
      valueLabel={`${told} · ${percent(work.of > 0 ? work.done / work.of : 0)}`}
    />
  );
}

function Moves({ desk }: { desk: WizardDesk }) {
  const { wizard, dispatch } = desk;
  const before = preceding(wizard);
  const after = following(wizard);
  const lack = wizard.check?.format.name
    ? null
    : wizard.isChecking
      ? "Looking at the file"
      : "This file cannot be imported";
  return (
    <div className={styles.moves}>
      <Button tone="quiet" onPress={desk.forget}>
        Other file
      </Button>
      <span className={styles.grow} />
      {before && (
        <Button icon={ArrowLeftIcon} onPress={() => dispatch({ type: "go", step: before })}>
          Back
        </Button>
      )}
      {after ? (
        <Button
          tone="primary"
          icon={ArrowRightIcon}
          lack={lack}
          onPress={() => dispatch({ type: "go", step: after })}
        >
          Continue
        </Button>
      ) : (
        <Button
          tone="primary"
          icon={PlayIcon}
          lack={lack ?? (wizard.options.name.trim() === "" ? "Give the import a name" : null)}
          onPress={desk.send}
        >
          Dry run
        </Button>
      )}
    </div>
  );
}
