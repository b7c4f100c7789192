import { Checkbox } from "../../ui/Checkbox";
import { Disclosure } from "../../ui/Disclosure";
import { Radio, RadioGroup } from "../../ui/RadioGroup";
import { TextField } from "../../ui/TextField";
import styles from "./imports.module.css";
import type { WizardDesk } from "./use-wizard";
import type { Options } from "./wizard";

/** What the rows are, and how strictly they are taken. */
export function OptionsStep({ desk, project }: { desk: WizardDesk; project: string | null }) {
  const { options, check } = desk.wizard;
  const change = (changes: Partial<Options>) => desk.dispatch({ type: "options", options: changes });
  return (
    <>
      {project === null && check && (
        <div className={styles.notice}>
          <strong>A project is made for this file.</strong>
          <p>
            Project and ontology “{check.name}”{check.brings_rows && ", and a dataset for its data rows"}. The
            annotations are a dry run until you commit them.
          </p>
        </div>
      )}
      <div className={styles.two}>
        <RadioGroup
          label="The rows are"
          value={options.purpose}
          onChange={(value) => change({ purpose: value as Options["purpose"] })}
        >
          <Radio
            value="pre_label"
            note="Offered to people, who correct and submit them. No label until then."
          >
            Pre-labels
          </Radio>
          <Radio value="ground_truth" note="Count as done by a person: a label, and the data row is done.">
            Ground truth
          </Radio>
        </RadioGroup>
        <RadioGroup
          label="A row that is wrong"
          value={options.policy}
          onChange={(value) => change({ policy: value as Options["policy"] })}
        >
          <Radio value="rows" note="It is left out and told, with how to fix it.">
            Is rejected by itself
          </Radio>
          <Radio value="atomic" note="One bad row, and nothing goes in.">
            Refuses the whole file
          </Radio>
        </RadioGroup>
      </div>
      <div className={styles.narrow}>
        <TextField
          label="Name of the import"
          hint="People see it as the version of these pre-labels. The same content under the same name is the same import."
          value={options.name}
          onChange={(name) => change({ name })}
          error={options.name.trim() === "" ? "an import needs a name" : undefined}
        />
      </div>
      <Disclosure title="More options" level={2}>
        <div className={styles.stack}>
          <Checkbox
            isSelected={options.replace}
            onChange={(replace) => change({ replace })}
            note="What it does not repeat about its data rows goes away."
          >
            The file is all there is
          </Checkbox>
          <Checkbox
            isSelected={options.strict}
            onChange={(strict) => change({ strict })}
            note="What leaves its image is rejected, not only told."
          >
            Strict about borders
          </Checkbox>
          <Checkbox
            isSelected={options.trust_units}
            onChange={(trust_units) => change({ trust_units })}
            note="Takes numbers that would fit another unit better."
          >
            Trust the units
          </Checkbox>
          {options.purpose === "ground_truth" && (
            <Checkbox
              isSelected={options.on_edited === "version"}
              onChange={(isVersion) => change({ on_edited: isVersion ? "version" : "refuse" })}
              note="Otherwise such rows are rejected."
            >
              Where a person has edited the label, add a version
            </Checkbox>
          )}
        </div>
      </Disclosure>
    </>
  );
}
