import { type Key, keyOf, type LayerId } from "./annotation";
import type { Layer } from "./layers";
import { type OntologyIndex, optionsOf, questionsBelow, titleOf } from "./ontology";
import type { Annotation, Classification, Feature } from "./wire";

/** Something that keeps a draft from being submitted. `path` names questions and options from the outside in. */
export interface Problem {
  readonly layer: LayerId;
  /** Key of the region; null when it is about the data row. */
  readonly key: Key | null;
  readonly code: "unanswered" | "unlabelled" | "too_short" | "too_long";
  readonly path: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/** Everything that is still to be answered before a draft can be submitted, about the row first. */
export function problemsOf(draft: Layer, ontology: OntologyIndex): Problem[] {
  const said = [...draft.values()];
  const answers = said
    .filter((one) => one.kind === "classification")
    .flatMap((one) => one.classifications ?? []);
  const about = (key: Key | null): Reporter => new Reporter(draft.id, key);
  const row = about(null).questions(ontology.rowQuestions, answers, []);
  return [...row, ...said.flatMap((one) => regionProblems(one, ontology, about(keyOf(one))))];
}

function regionProblems(annotation: Annotation, ontology: OntologyIndex, reporter: Reporter): Problem[] {
  if (annotation.kind === "classification" || annotation.kind === "relationship") return [];
  if (annotation.feature == null) {
    return [reporter.problem("unlabelled", [], "A region has no label", "Pick a label for it, or delete it")];
  }
  const questions = ontology.nested(annotation.feature, annotation.labels);
  return reporter.questions(questions, annotation.classifications ?? [], []);
}

class Reporter {
  readonly #layer: LayerId;
  readonly #key: Key | null;

  constructor(layer: LayerId, key: Key | null) {
    this.#layer = layer;
    this.#key = key;
  }

  problem(code: Problem["code"], path: readonly string[], message: string, hint: string): Problem {
    return { layer: this.#layer, key: this.#key, code, path, message, hint };
  }

  questions(
    asked: readonly Feature[],
    answers: readonly Classification[],
    path: readonly string[],
  ): Problem[] {
    return asked.flatMap((question) => {
      const given = answers.filter((one) => one.feature === question.name).flatMap((one) => one.answers);
      return this.#question(question, given.filter(isGiven), [...path, question.name]);
    });
  }

  #question(question: Feature, given: Classification["answers"], path: readonly string[]): Problem[] {
    if (given.length === 0) {
      if (!question.is_required) return [];
      const message = `"${titleOf(question)}" has no answer`;
      return [this.problem("unanswered", path, message, "Answer it, it is required")];
    }
    return given.flatMap((answer) => {
      const options = optionsOf(question).filter((one) => one.name === answer.value);
      const below = options.flatMap((option) =>
        this.questions(questionsBelow(option), answer.classifications ?? [], [...path, option.name]),
      );
      return [...this.#length(question, answer.value, path), ...below];
    });
  }

  #length(question: Feature, value: unknown, path: readonly string[]): Problem[] {
    if (question.kind !== "text" || typeof value !== "string") return [];
    const length = [...value].length;
    const { min_characters: least, max_characters: most } = question;
    const message = `"${titleOf(question)}" has ${length} characters`;
    if (least != null && length < least) {
      return [this.problem("too_short", path, message, `Write ${least} at least`)];
    }
    if (most != null && length > most)
      return [this.problem("too_long", path, message, `Write ${most} at most`)];
    return [];
  }
}

function isGiven(answer: Classification["answers"][number]): boolean {
  const { value } = answer;
  if (value == null) return Boolean(answer.schema_id) || answer.feature_id != null;
  return Array.isArray(value) || typeof value === "string" ? value.length > 0 : true;
}
