import type { Key, LayerId } from "./annotation";

export type RefusalReason =
  | "readonly"
  | "locked"
  | "not_editable"
  | "missing"
  | "decided"
  | "not_a_link"
  | "not_joined";

/** Why an annotation was left as it was. `message` says what, `hint` what to do about it. */
export interface Refusal {
  readonly layer: LayerId;
  readonly key: Key;
  readonly reason: RefusalReason;
  readonly message: string;
  readonly hint: string;
}

const WORDS: Record<RefusalReason, readonly [message: string, hint: string]> = {
  readonly: [
    "This region is read-only",
    "Its source wants it unchanged. Draw a region of your own beside it.",
  ],
  locked: ["This region is locked", "Unlock it first; the lock is yours alone."],
  not_editable: ["This label is only shown", "Copy its regions into your draft to change them."],
  missing: ["This region is gone", "Somebody or an undo has taken it out."],
  decided: ["This pre-label is decided already", "Undo the decision, or change the region in your draft."],
  not_joined: ["No relation joins these two", "The ontology says which features a relation may join."],
  not_a_link: ["A relation joins two different regions", "End it at another region."],
};

export function refusal(layer: LayerId, key: Key, reason: RefusalReason): Refusal {
  const [message, hint] = WORDS[reason];
  return { layer, key, reason, message, hint };
}
