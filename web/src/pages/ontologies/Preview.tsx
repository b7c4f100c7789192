import { useMemo } from "react";
import type { Feature, Ontology } from "../../api/gen";
import { type Choice, OntologyIndex, optionsOf, questionsBelow, titleOf } from "../../core/ontology";
import { KeyCap } from "../../ui/KeyCap";
import { Swatch } from "../../ui/Tag";
import styles from "./Preview.module.css";
import { ruleOf } from "./rules";

/** How somebody who labels sees an ontology: the palette with its keys, and the questions. Nothing in it does anything. */
export function Preview({ ontology }: { ontology: Pick<Ontology, "features" | "media_type" | "name"> }) {
  const index = useMemo(() => new OntologyIndex({ id: "", version: 1, ext: {}, ...ontology }), [ontology]);
  const { tools, questions } = index;
  if (ontology.features.length === 0) {
    return <p className={styles.empty}>What you add appears here as people will see it.</p>;
  }
  return (
    <div className={styles.preview}>
      {index.choices.length > 0 && (
        <section className={styles.part}>
          <h3>Palette</h3>
          <ul className={styles.chips}>
            {index.choices.map((choice, at) => (
              <Chip key={`${choice.feature} ${choice.label}`} choice={choice} at={at} />
            ))}
          </ul>
        </section>
      )}
      {tools
        .filter((tool) => questionsBelow(tool).length > 0)
        .map((tool) => (
          <section key={tool.name} className={styles.part}>
            <h3>
              <Swatch color={index.color(tool.name)} /> About each {titleOf(tool)}
            </h3>
            {questionsBelow(tool).map((question) => (
              <Question key={question.name} question={question} />
            ))}
          </section>
        ))}
      {questions.length > 0 && (
        <section className={styles.part}>
          <h3>About the whole</h3>
          {questions.map((question) => (
            <Question key={question.name} question={question} />
          ))}
        </section>
      )}
    </div>
  );
}

function Chip({ choice, at }: { choice: Choice; at: number }) {
  const { icon: Icon } = ruleOf(choice.kind);
  const key = choice.hotkey ?? (at < 10 ? String((at + 1) % 10) : null);
  return (
    <li className={styles.chip}>
      <span className={styles.tool} style={{ color: choice.color }}>
        <Icon size={14} />
      </span>
      <span className={styles.name}>{choice.title || "…"}</span>
      {key && <KeyCap keys={key} />}
    </li>
  );
}

function Question({ question }: { question: Feature }) {
  return (
    <div className={styles.question}>
      <p className={styles.title}>
        {titleOf(question) || "…"}
        {question.is_required && <span className={styles.required}> *</span>}
      </p>
      <Answers question={question} />
    </div>
  );
}

function Answers({ question }: { question: Feature }) {
  switch (question.kind) {
    case "radio":
    case "checklist":
    case "taxonomy":
    case "ranking":
    case "pairwise":
      return <Options options={optionsOf(question)} kind={question.kind} />;
    case "rating":
      return <p className={styles.stars}>★ ★ ★ ★ ★</p>;
    default:
      return <div className={styles.field}>{FIELDS[question.kind] ?? "Text"}</div>;
  }
}

const FIELDS: Partial<Record<Feature["kind"], string>> = {
  number: "0",
  datetime: "2026-01-31 09:30",
  prompt: "Prompt",
};

function Options({ options, kind }: { options: readonly Feature[]; kind: Feature["kind"] }) {
  return (
    <ul className={styles.options}>
      {options.map((option, at) => (
        <li key={option.name}>
          <span className={styles.option}>
            <span className={kind === "radio" || kind === "pairwise" ? styles.dot : styles.square}>
              {kind === "ranking" ? at + 1 : ""}
            </span>
            {titleOf(option) || "…"}
          </span>
          {optionsOf(option).length > 0 && <Options options={optionsOf(option)} kind={kind} />}
          {questionsBelow(option).map((question) => (
            <Question key={question.name} question={question} />
          ))}
        </li>
      ))}
    </ul>
  );
}
