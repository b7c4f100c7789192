import { type Key, type LayerId, newKey, offerLayer, type Ref, refId } from "./annotation";
import type { Cause } from "./change";
import type { Command, Scene } from "./commands/command";
import { guard } from "./commands/guard";
import { resolve } from "./commands/resolve";
import { titleOf } from "./commands/title";
import { Content, type Source } from "./content";
import { History } from "./history";
import type { OntologyIndex } from "./ontology";
import { type Batch, type Outbox, type Patch, stepsOf } from "./patches";
import type { Refusal } from "./refusal";
import { inverse, type Step } from "./steps";
import { Unsaved } from "./unsaved";
import { Viewer } from "./viewer";
import type { Annotation, Geometry } from "./wire";

export type { Cause, Change, ContentChange, Listener, ViewChange } from "./change";

/** What came of a command. */
export interface Applied {
  readonly isDone: boolean;
  readonly refused: readonly Refusal[];
}

/** So many annotations an undo selects at most. */
const MOST_SELECTED = 500;

/** The annotations over one data row, how they are looked at, and what was done to them. */
export class Store extends Viewer implements Scene {
  #labels: Source["labels"] = [];
  #ontology: OntologyIndex | null = null;
  readonly #history = new History();
  readonly #unsaved = new Unsaved();

  get ontology(): OntologyIndex | null {
    return this.#ontology;
  }

  /** Begins anew with a draft, its offers and labels to look at. What was done or is unsaved is forgotten. */
  load(source: Source, ontology: OntologyIndex | null = this.#ontology): void {
    this.#labels = source.labels;
    this.#ontology = ontology;
    this.#history.clear();
    this.#unsaved.clear();
    this.#replace(Content.of(source), true);
    this.tellView(["selection", "hover", "hidden", "locked", "ontology"]);
  }

  /** Shows other labels beside the draft, such as the ground truth a reviewer looks at. */
  showLabels(labels: Source["labels"]): void {
    this.#labels = labels;
    this.#replace(this.content.beside(labels ?? []), false);
    this.#prune();
  }

  /**
   * An object to be put, on what is drawn on, with the active feature and label. Where that is none, or draws other
   * shapes, the ontology says to which feature it belongs.
   */
  blank(geometry: Geometry): Annotation {
    const { activeFeature, activeLabel, target } = this.view;
    const ontology = this.#ontology;
    const feature = ontology ? (ontology.drawing(geometry.type, activeFeature)?.name ?? null) : activeFeature;
    const annotation: Annotation = { key: newKey(), feature, kind: "object", geometry };
    const isKnown = !ontology || ontology.labelsOf(feature).some((one) => one.name === activeLabel);
    if (activeLabel !== null && isKnown) annotation.labels = [activeLabel];
    if (target) annotation.target = target;
    return annotation;
  }

  /** Why annotations could not be changed; empty when all can. */
  barred(refs: readonly Ref[]): Refusal[] {
    return refs.map(({ layer, key }) => guard(this, layer, key)).filter((one) => one !== null);
  }

  /** Tells whoever listens that something was left as it was. */
  refuse(refused: readonly Refusal[]): void {
    if (refused.length > 0) this.tellView(["refusal"], refused);
  }

  /** Does what a command comes to, as one entry of the history. With `mark`, it joins an entry of that mark. */
  apply(command: Command, mark: string | null = null): Applied {
    const { steps, refused } = resolve(command, this);
    if (steps.length > 0) {
      this.#history.add({ title: titleOf(command), steps, mark });
      this.#take(steps, "command");
      this.#follow(steps);
    }
    this.refuse(refused);
    return { isDone: steps.length > 0, refused };
  }

  get canUndo(): boolean {
    return this.#history.canUndo !== null;
  }

  get canRedo(): boolean {
    return this.#history.canRedo !== null;
  }

  /** What would be undone, in words; null when there is nothing. */
  get undoTitle(): string | null {
    return this.#history.canUndo?.title ?? null;
  }

  get redoTitle(): string | null {
    return this.#history.canRedo?.title ?? null;
  }

  undo(): boolean {
    const entry = this.#history.undo();
    if (entry) this.#replay(inverse(entry.steps), "undo");
    return entry !== null;
  }

  redo(): boolean {
    const entry = this.#history.redo();
    if (entry) this.#replay(entry.steps, "redo");
    return entry !== null;
  }

  /** Ends a row of commands that joined one entry by their mark. */
  seal(): void {
    this.#history.seal();
  }

  /**
   * The next request for the server; the one under way again until it is settled or returned. Patches to `skip`
   * stay unsaved.
   */
  takePatches(most = 5000, skip: (patch: Patch) => boolean = () => false): Batch | null {
    return this.#unsaved.take(this.content, most, skip);
  }

  /** The server has applied a request. */
  settled(batch: Batch): void {
    this.#unsaved.settle(batch, this.content);
    this.tell("draft", [], [], "saved");
  }

  /** The server has refused a request as a whole: what it said is unsaved again. */
  returned(batch: Batch): void {
    this.#unsaved.giveBack(batch);
    this.tell("draft", [], [], "saved");
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.hasAny(this.content);
  }

  /** What the server has under a key of the draft, as far as is known here. */
  savedAt(key: Key): Annotation | undefined {
    return this.#unsaved.savedAt(key, this.content);
  }

  /** What is not known to have reached the server, as plain data to keep. */
  outbox(): Outbox {
    return this.#unsaved.outbox(this.content);
  }

  /** Puts kept patches on what was loaded, as if they had been done again; they cannot be undone. */
  patchesFrom(outbox: Outbox): void {
    for (const patch of [...(outbox.inFlight?.patches ?? []), ...outbox.patches]) {
      this.#take(stepsOf(patch, this.content), "load");
    }
  }

  /** Goes on with a newer draft of the server, on which everything unsaved is done again. */
  adopt(draft: Source["draft"]): void {
    const { inFlight, patches } = this.outbox();
    const next = Content.of({ draft, labels: this.#labels });
    this.#history.forget(this.#unsaved.foreign(this.content, next));
    this.#unsaved.clear();
    for (const patch of [...(inFlight?.patches ?? []), ...patches]) {
      for (const step of stepsOf(patch, next)) {
        this.#unsaved.note(step);
        next.take(step);
      }
    }
    this.#replace(next, false);
    this.#prune();
  }

  #replace(next: Content, isNew: boolean): void {
    const before = this.content.layers;
    this.show(next, isNew);
    for (const id of new Set([...before.keys(), ...next.layers.keys()])) {
      const [was, is] = [before.get(id), next.layers.get(id)];
      if (was === is) continue;
      this.tell(id, is?.keys ?? [], was?.keys.filter((key) => !is?.has(key)) ?? [], "load");
    }
  }

  #replay(steps: readonly Step[], cause: Cause): void {
    this.#take(steps, cause);
    const touched = steps.flatMap((step): Ref[] =>
      step.kind === "annotation" ? [{ layer: "draft", key: step.key }] : [],
    );
    if (touched.length <= MOST_SELECTED) this.select(touched);
    else this.#prune();
    if (this.hover && !this.at(this.hover)) this.setHover(null);
  }

  #take(steps: readonly Step[], cause: Cause): void {
    const put = new Set<Key>();
    const removed = new Set<Key>();
    const decided = new Map<LayerId, Set<Key>>();
    for (const step of steps) {
      if (step.kind === "annotation") {
        (step.after ? put : removed).add(step.key);
        (step.after ? removed : put).delete(step.key);
      }
      this.#unsaved.note(step);
      for (const { bundle, key } of this.content.take(step)) {
        const layer = offerLayer(bundle);
        decided.set(layer, (decided.get(layer) ?? new Set()).add(key));
      }
    }
    if (put.size + removed.size > 0) this.tell("draft", [...put], [...removed], cause);
    for (const [layer, keys] of decided) if (this.layers.has(layer)) this.tell(layer, [...keys], [], cause);
  }

  /** Lets hiding and selection go over from pre-labels to the copies that were made of them. */
  #follow(steps: readonly Step[]): void {
    const copies: Ref[] = [];
    for (const step of steps) {
      if (step.kind !== "annotation" || !step.after || step.before) continue;
      const offered = this.content.stillOffered(step.after);
      if (offered && this.hidden.refs.has(refId(offerLayer(offered.bundle), offered.key))) {
        copies.push({ layer: "draft", key: step.key });
      }
    }
    if (copies.length > 0) this.hide(copies, true);
    this.#prune();
  }

  #prune(): void {
    const heir = (ref: Ref): Ref => {
      const offered = this.content.offered(ref);
      const copy = offered && this.content.decisions.copyOf(offered);
      return copy == null ? ref : { layer: "draft", key: copy };
    };
    this.select(this.selection.map(heir));
    if (this.hover && !this.at(this.hover)) this.setHover(null);
  }
}
