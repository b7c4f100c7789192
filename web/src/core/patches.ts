import { type Key, keyOf, type Offered } from "./annotation";
import type { Content } from "./content";
import { decisionStep, putStep, removeStep, type Step } from "./steps";
import type { Annotation } from "./wire";

/** One change of a draft, as the interface takes it. */
export type Patch =
  | { readonly op: "put"; readonly annotation: Annotation; readonly accepts?: Offered }
  | { readonly op: "remove"; readonly key: Key }
  | { readonly op: "reject"; readonly offered: Offered }
  | { readonly op: "restore"; readonly offered: Offered };

/** Patches under the name of one request: sent again after a lost answer, they are applied once. */
export interface Batch {
  readonly id: string;
  readonly patches: readonly Patch[];
}

/** What has not reached the server for sure, as plain data. */
export interface Outbox {
  readonly inFlight: Batch | null;
  readonly patches: readonly Patch[];
}

/** An annotation as it is sent: without what the server keeps by itself. */
export function sent(annotation: Annotation): Annotation {
  const { origin: _origin, ext: _ext, ...said } = annotation;
  return said;
}

/** The steps a patch comes to, by the rules of the server. */
export function stepsOf(patch: Patch, content: Content): Step[] {
  const { draft, decisions } = content;
  switch (patch.op) {
    case "put":
      return putSteps(patch.annotation, patch.accepts ?? null, content);
    case "remove": {
      const before = draft.get(patch.key);
      return before ? [removeStep(before, draft.placeOf(patch.key))] : [];
    }
    case "reject":
      return decisions.isRejected(patch.offered) ? [] : [decisionStep(patch.offered, true)];
    case "restore": {
      const key = decisions.copyOf(patch.offered);
      const copy = key === undefined ? undefined : draft.get(key);
      const steps: Step[] = copy ? [removeStep(copy, draft.placeOf(keyOf(copy)))] : [];
      if (decisions.isRejected(patch.offered)) steps.push(decisionStep(patch.offered, false));
      return steps;
    }
  }
}

function putSteps(annotation: Annotation, accepts: Offered | null, content: Content): Step[] {
  const key = keyOf(annotation);
  const before = content.draft.get(key);
  const put: Annotation = { ...annotation };
  if (before) {
    put.origin = before.origin ?? null;
    if (before.ext) put.ext = before.ext;
  } else if (accepts) {
    put.origin = { set_id: 0, bundle_id: accepts.bundle, key: accepts.key };
  }
  const steps: Step[] = [putStep(put, before, content.draft.size)];
  if (accepts && content.decisions.isRejected(accepts)) steps.unshift(decisionStep(accepts, false));
  return steps;
}
