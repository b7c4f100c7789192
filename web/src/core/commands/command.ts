import type { Key, LayerId, Ref } from "../annotation";
import type { Content } from "../content";
import type { Refusal } from "../refusal";
import type { Step } from "../steps";
import type { Annotation } from "../wire";

/** Adds an annotation to the draft, or puts it in the place of the one with its key. */
export interface PutCommand {
  readonly op: "put";
  readonly annotation: Annotation;
}

/** Changes annotations wherever they lie: in the draft in place, an offered one by accepting a changed copy. */
export interface EditCommand {
  readonly op: "edit";
  readonly title: string;
  readonly edits: ReadonlyArray<{ readonly layer: LayerId; readonly annotation: Annotation }>;
}

/** Takes annotations out of the draft, with the relationships that end at them. */
export interface RemoveCommand {
  readonly op: "remove";
  readonly keys: readonly Key[];
}

export interface MoveCommand {
  readonly op: "move";
  readonly refs: readonly Ref[];
  readonly dx: number;
  readonly dy: number;
}

/** Copies pre-labels into the draft, with the ends of relationships among them. */
export interface AcceptCommand {
  readonly op: "accept";
  readonly offer: LayerId;
  readonly keys: readonly Key[];
}

/** Accepts what is undecided and scores `least` or more; of one feature, or of all when null. */
export interface AcceptAboveCommand {
  readonly op: "accept_above";
  readonly offer: LayerId;
  readonly feature: string | null;
  readonly least: number;
}

/** Records that pre-labels are wrong; copies made of them go. */
export interface RejectCommand {
  readonly op: "reject";
  readonly offer: LayerId;
  readonly keys: readonly Key[];
}

/** Makes pre-labels undecided again; copies made of them go. */
export interface RestoreCommand {
  readonly op: "restore";
  readonly offer: LayerId;
  readonly keys: readonly Key[];
}

/** Changes what lies above what in the draft; one step passes the next region that it overlaps. */
export interface ReorderCommand {
  readonly op: "reorder";
  readonly keys: readonly Key[];
  readonly to: "front" | "back" | "forward" | "backward";
}

/** Joins two regions; pre-labels among them are accepted first. `annotation` is the relationship without its ends. */
export interface LinkCommand {
  readonly op: "link";
  readonly source: Ref;
  readonly target: Ref;
  readonly annotation: Annotation;
}

/** Several commands as one gesture, each seeing what the ones before it did. */
export interface GroupCommand {
  readonly op: "group";
  readonly title: string;
  readonly commands: readonly Command[];
}

/** A wish to change the draft: plain data, so that it can be kept, sent and repeated. */
export type Command =
  | PutCommand
  | EditCommand
  | RemoveCommand
  | MoveCommand
  | AcceptCommand
  | AcceptAboveCommand
  | RejectCommand
  | RestoreCommand
  | ReorderCommand
  | LinkCommand
  | GroupCommand;

/** What a command resolves against. */
export interface Scene {
  readonly content: Content;
  isLocked(layer: LayerId, key: Key): boolean;
}

/** What a command comes to: the steps, and what it leaves as it was. */
export interface Resolved {
  readonly steps: Step[];
  readonly refused: Refusal[];
}
