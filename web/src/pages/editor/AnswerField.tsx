import { useId } from "react";
import { optionsOf, questionsBelow, titleOf } from "../../core/ontology";
import type { Answer, Classification, Feature } from "../../core/wire";
import { Button } from "../../ui/Button";
import { Checkbox, CheckboxGroup } from "../../ui/Checkbox";
import { ComboBox } from "../../ui/ComboBox";
import { NumberField } from "../../ui/NumberField";
import { Radio, RadioGroup } from "../../ui/RadioGroup";
import { TextField } from "../../ui/TextField";
import styles from "./AnswerField.module.css";
import { answersTo, withAnswers } from "./answers";
import { TextAnswer } from "./TextAnswer";

interface FormProps {
  questions: readonly Feature[];
  given: readonly Classification[];
  onChange: (question: Feature, given: Classification[], answers: readonly Answer[]) => void;
  /** Names of questions and options from the outside in, joined; those in it are flagged. */
  missing: ReadonlySet<string>;
  path?: readonly string[];
  isDisabled?: boolean;
}

/** Questions with their answers, and the questions below the answers, to any depth. */
export function AnswerForm({
  questions,
  given,
  onChange,
  missing,
  path = [],
  isDisabled = false,
}: FormProps) {
  return (
    <div className={styles.form} data-part="answers">
      {questions.map((question) => (
        <AnswerField
          key={question.name}
          question={question}
          answers={answersTo(question, given)}
          onChange={(answers) => onChange(question, withAnswers(question, given, answers), answers)}
          missing={missing}
          path={[...path, question.name]}
          isDisabled={isDisabled}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  question: Feature;
  answers: readonly Answer[];
  onChange: (answers: readonly Answer[]) => void;
  missing: ReadonlySet<string>;
  path: readonly string[];
  isDisabled: boolean;
}

/** Name of a place in a form, for flags. */
export function placeName(path: readonly string[]): string {
  return path.join("\n");
}

function AnswerField(props: FieldProps) {
  const { question, missing, path } = props;
  const error = missing.has(placeName(path)) ? "This has to be answered" : undefined;
  const label = <Label question={question} />;
  switch (question.kind) {
    case "radio":
      return <RadioAnswer {...props} label={label} error={error} />;
    case "checklist":
      return <ChecklistAnswer {...props} label={label} error={error} />;
    case "taxonomy":
      return <TaxonomyAnswer {...props} label={label} error={error} />;
    case "number":
    case "rating":
      return <NumberAnswer {...props} label={label} error={error} />;
    case "datetime":
      return (
        <TextField
          label={label}
          type="datetime-local"
          error={error}
          isDisabled={props.isDisabled}
          value={String(props.answers[0]?.value ?? "")}
          onChange={(value) => props.onChange(value === "" ? [] : [{ ...props.answers[0], value }])}
        />
      );
    case "ranking":
    case "pairwise":
      return <ShownAnswer question={question} answers={props.answers} />;
    default:
      return (
        <TextAnswer
          label={label}
          error={error}
          question={question}
          isDisabled={props.isDisabled}
          value={String(props.answers[0]?.value ?? "")}
          onChange={(value) => props.onChange(value === "" ? [] : [{ ...props.answers[0], value }])}
        />
      );
  }
}

interface KindProps extends FieldProps {
  label: React.ReactNode;
  error?: string;
}

function Label({ question }: { question: Feature }) {
  return (
    <span>
      {titleOf(question)}
      {question.is_required && (
        <span className={styles.required} title="has to be answered">
          {" *"}
        </span>
      )}
    </span>
  );
}

/** Options up to this many are all to be seen; more are searched. */
const SEEN = 10;

function RadioAnswer({ question, answers, onChange, missing, path, isDisabled, label, error }: KindProps) {
  const options = optionsOf(question);
  const [answer] = answers;
  const chosen = answer === undefined ? null : String(answer.value);
  const choose = (value: string | null) => onChange(value === null || value === "" ? [] : [{ value }]);
  return (
    <div className={styles.question}>
      {options.length > SEEN ? (
        <ComboBox
          label={label}
          error={error}
          isDisabled={isDisabled}
          placeholder="Search"
          choices={options.map((one) => ({ id: one.name, label: titleOf(one) }))}
          value={chosen}
          onChange={choose}
        />
      ) : (
        <RadioGroup label={label} error={error} isDisabled={isDisabled} value={chosen} onChange={choose}>
          {options.map((one) => (
            <Radio key={one.name} value={one.name}>
              {titleOf(one)}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {answer !== undefined && !question.is_required && !isDisabled && (
        <Button tone="quiet" size="small" onPress={() => onChange([])}>
          Clear
        </Button>
      )}
      <Below
        question={question}
        answers={answers}
        onChange={onChange}
        missing={missing}
        path={path}
        isDisabled={isDisabled}
      />
    </div>
  );
}

function ChecklistAnswer({
  question,
  answers,
  onChange,
  missing,
  path,
  isDisabled,
  label,
  error,
}: KindProps) {
  const options = optionsOf(question);
  const change = (values: string[]) =>
    onChange(values.map((value) => answers.find((one) => one.value === value) ?? { value }));
  return (
    <div className={styles.question}>
      <CheckboxGroup
        label={label}
        error={error}
        isDisabled={isDisabled}
        value={answers.map((one) => String(one.value))}
        onChange={change}
      >
        {options.map((one) => (
          <Checkbox key={one.name} value={one.name}>
            {titleOf(one)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Below
        question={question}
        answers={answers}
        onChange={onChange}
        missing={missing}
        path={path}
        isDisabled={isDisabled}
      />
    </div>
  );
}

/** What is asked once an option is chosen. */
function Below({ question, answers, onChange, missing, path, isDisabled }: FieldProps) {
  const asked = optionsOf(question).filter((one) => questionsBelow(one).length > 0);
  return asked.flatMap((option) => {
    const answer = answers.find((one) => one.value === option.name);
    if (!answer) return [];
    return (
      <fieldset key={option.name} className={styles.below}>
        <legend className={styles.legend}>{titleOf(option)}</legend>
        <AnswerForm
          questions={questionsBelow(option)}
          given={answer.classifications ?? []}
          missing={missing}
          path={[...path, option.name]}
          isDisabled={isDisabled}
          onChange={(_, classifications) =>
            onChange(answers.map((one) => (one === answer ? { ...one, classifications } : one)))
          }
        />
      </fieldset>
    );
  });
}

function NumberAnswer({ question, answers, onChange, isDisabled, label, error }: KindProps) {
  const value = answers[0]?.value;
  const isRating = question.kind === "rating";
  return (
    <NumberField
      label={label}
      error={error}
      isDisabled={isDisabled}
      minValue={isRating ? 0 : undefined}
      value={typeof value === "number" ? value : Number.NaN}
      onChange={(number) => onChange(Number.isNaN(number) ? [] : [{ ...answers[0], value: number }])}
    />
  );
}

function TaxonomyAnswer({ question, answers, onChange, isDisabled, label, error }: KindProps) {
  const paths = pathsOf(question);
  const id = useId();
  return (
    <div className={styles.question}>
      <ComboBox
        key={`${id} ${answers.length}`}
        label={label}
        error={error}
        isDisabled={isDisabled}
        placeholder="Search and add"
        choices={paths.map((path) => ({ id: placeName(path), label: path.join(" › ") }))}
        value={null}
        onChange={(chosen) => {
          const path = chosen === null ? null : chosen.split("\n");
          if (path && !answers.some((one) => isSamePath(one.value, path)))
            onChange([...answers, { value: path }]);
        }}
      />
      <ul className={styles.paths}>
        {answers.map((one) => (
          <li key={String(one.value)}>
            {Array.isArray(one.value) ? one.value.join(" › ") : String(one.value)}
            <Button
              tone="quiet"
              size="small"
              isDisabled={isDisabled}
              aria-label={`Take ${String(one.value)} out`}
              onPress={() => onChange(answers.filter((other) => other !== one))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function isSamePath(value: Answer["value"], path: readonly string[]): boolean {
  return Array.isArray(value) && value.join("\n") === path.join("\n");
}

function pathsOf(feature: Feature, above: readonly string[] = []): string[][] {
  return optionsOf(feature).flatMap((one) => {
    const path = [...above, one.name];
    return [path, ...pathsOf(one, path)];
  });
}

/** Answers that have no form here yet: they are kept, and shown. */
function ShownAnswer({ question, answers }: { question: Feature; answers: readonly Answer[] }) {
  return (
    <div className={styles.question}>
      <p className={styles.shown}>{titleOf(question)}</p>
      <p className={styles.value}>{answers.map((one) => String(one.value)).join(", ") || "No answer"}</p>
    </div>
  );
}
