import { type Key, keyOf, type Offered } from "./annotation";
import type { Annotation } from "./wire";

/** An annotation of the draft that came, changed or went. */
export interface AnnotationStep {
  readonly kind: "annotation";
  readonly key: Key;
  readonly before: Annotation | null;
  readonly after: Annotation | null;
  /** Its place among the others when it comes, or the one it had when it goes; of no meaning when it stays. */
  readonly place: number;
}

/** A pre-label that was rejected, or is undecided again. */
export interface DecisionStep {
  readonly kind: "decision";
  readonly offered: Offered;
  readonly before: boolean;
  readonly after: boolean;
}

/** The smallest change there is: what was there before and what is there after. */
export type Step = AnnotationStep | DecisionStep;

/** The steps that take steps back, in their order. */
export function inverse(steps: readonly Step[]): Step[] {
  return steps.map((step) => ({ ...step, before: step.after, after: step.before }) as Step).reverse();
}

export function putStep(
  annotation: Annotation,
  before: Annotation | undefined,
  place: number,
): AnnotationStep {
  return { kind: "annotation", key: keyOf(annotation), before: before ?? null, after: annotation, place };
}

export function removeStep(before: Annotation, place: number): AnnotationStep {
  return { kind: "annotation", key: keyOf(before), before, after: null, place };
}

export function decisionStep(offered: Offered, after: boolean): DecisionStep {
  return { kind: "decision", offered, before: !after, after };
}
