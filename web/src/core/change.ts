import type { Key, LayerId } from "./annotation";
import type { Refusal } from "./refusal";
import type { Aspect } from "./view";

export type Cause = "load" | "command" | "undo" | "redo" | "saved";

/** Annotations of a layer came, changed, went, or are shown differently because of a decision. */
export interface ContentChange {
  readonly view?: never;
  readonly layer: LayerId;
  readonly put: readonly Key[];
  readonly removed: readonly Key[];
  readonly cause: Cause;
}

/** The view has changed; `refused` is what a command has just left as it was. */
export interface ViewChange {
  readonly view: true;
  readonly aspects: ReadonlySet<Aspect>;
  readonly refused?: readonly Refusal[];
}

export type Change = ContentChange | ViewChange;
export type Listener = (change: Change) => void;
