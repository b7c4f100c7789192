/** Answers: replies to questions as annotations and classifications hold them. */

import { keyOf, newKey } from "../../core/annotation";
import { put } from "../../core/commands/put";
import { remove } from "../../core/commands/remove";
import { QUESTION_KINDS } from "../../core/ontology";
import type { Store } from "../../core/store";
import type { Annotation, Answer, AnswerKind, Classification, Feature } from "../../core/wire";

/** Answers of a question among others; none when it was not answered. */
export function answersTo(question: Feature, all: readonly Classification[]): readonly Answer[] {
  return all.find((one) => one.feature === question.name)?.answers ?? [];
}

/** The same answers with those of one question replaced; without any, the question is left out. */
export function withAnswers(
  question: Feature,
  all: readonly Classification[],
  answers: readonly Answer[],
): Classification[] {
  const others = all.filter((one) => one.feature !== question.name);
  if (answers.length === 0) return others;
  const before = all.find((one) => one.feature === question.name);
  const said: Classification = {
    ...before,
    feature: question.name,
    kind: kindOf(question),
    answers: [...answers],
  };
  if (!before) return [...others, said];
  return all.map((one) => (one.feature === question.name ? said : one));
}

/** How answers to a question are kept. */
export function kindOf(question: Feature): AnswerKind {
  const { kind } = question;
  return kind === "prompt" || !QUESTION_KINDS.has(kind) ? "text" : (kind as AnswerKind);
}

/** The answers about the data row, by question; those of the draft. */
export function rowAnswers(store: Store): Classification[] {
  return [...store.draft.values()]
    .filter((one) => one.kind === "classification")
    .flatMap((one) => one.classifications ?? []);
}

/** Answer a question about the data row. What is typed letter by letter is one entry of the history. */
export function answerRow(store: Store, question: Feature, answers: readonly Answer[]): void {
  const before = findRow(store, question);
  if (answers.length === 0) {
    if (before) store.apply(remove([keyOf(before)]));
    return;
  }
  const classifications = withAnswers(question, before?.classifications ?? [], answers);
  const annotation: Annotation = before
    ? { ...before, classifications }
    : { key: newKey(), feature: question.name, kind: "classification", classifications };
  store.apply(put(annotation), markOf(question, keyOf(annotation)));
}

function findRow(store: Store, question: Feature): Annotation | undefined {
  for (const one of store.draft.values())
    if (one.kind === "classification" && one.classifications?.[0]?.feature === question.name) return one;
  return undefined;
}

/** Whether an answer is written over time, so that its changes belong together. */
export function markOf(question: Feature, key: string): string | null {
  return ["text", "prompt", "number"].includes(question.kind) ? `answer ${key} ${question.name}` : null;
}
