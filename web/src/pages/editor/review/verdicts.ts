/** Verdicts: what became of an annotation between two sides, in words, a sign and a colour. */

import type { DiffPair, Ontology, TaskDiff } from "../../../api/gen";
import type { Ref } from "../../../core/annotation";
import { OntologyIndex } from "../../../core/ontology";
import { Store } from "../../../core/store";
import type { Annotation } from "../../../core/wire";
import { placeOf } from "../describe";

export type Verdict = DiffPair["verdict"];

/** The sign says the same as the colour, for whoever does not see that. */
export const VERDICTS: Record<Verdict, { sign: string; title: string; color: string }> = {
  changed: { sign: "≈", title: "Changed", color: "#b7791f" },
  wrong_label: { sign: "≠", title: "Other label", color: "#8e44ad" },
  missing: { sign: "−", title: "Only left", color: "#c0392b" },
  added: { sign: "+", title: "Only right", color: "#2b6cb0" },
  agreed: { sign: "=", title: "Agreed", color: "#2f7d46" },
};

export const ORDER = Object.keys(VERDICTS) as Verdict[];

/** An ontology whose colours are those of the verdicts. */
class VerdictIndex extends OntologyIndex {
  readonly #verdicts: ReadonlyMap<string, Verdict>;

  constructor(ontology: Ontology, verdicts: ReadonlyMap<string, Verdict>) {
    super(ontology);
    this.#verdicts = verdicts;
  }

  override colorOf(annotation: Annotation): string {
    return VERDICTS[this.#verdicts.get(annotation.key ?? "") ?? "agreed"].color;
  }

  override titleOf(annotation: Annotation): string {
    const verdict = this.#verdicts.get(annotation.key ?? "") ?? "agreed";
    return `${VERDICTS[verdict].sign} ${super.titleOf(annotation)}`;
  }
}

export const LEFT = "label:left" as const;
export const RIGHT = "offer:1" as const;

/** Stores to look at a difference with: both sides over each other, and each alone. Nothing in them is saved. */
export interface Pictures {
  readonly both: Store;
  readonly left: Store;
  readonly right: Store;
}

export function picturesOf(diff: TaskDiff, ontology: Ontology): Pictures {
  const verdicts = new Map<string, Verdict>();
  for (const { left, right, verdict } of diff.pairs) {
    if (left !== null) verdicts.set(left, verdict);
    if (right !== null) verdicts.set(right, verdict);
  }
  const index = new VerdictIndex(ontology, verdicts);
  const filled = (isLeft: boolean, isRight: boolean) => {
    const store = new Store();
    const offer = {
      bundle: 1,
      version: null,
      score: null,
      imported_at: "",
      newer: [],
      annotations: diff.right,
    };
    const label = { id: "left", author: null, version: 1, annotations: diff.left };
    const draft = { annotations: [], offers: isRight ? [offer] : [] };
    store.load({ draft, labels: isLeft ? [label] : [] }, index);
    return store;
  };
  return { both: filled(true, true), left: filled(true, false), right: filled(false, true) };
}

/** Where a pair lies in a store with both sides, or with one. */
export function refsOf({ left, right }: DiffPair): Ref[] {
  const refs: Ref[] = [];
  if (left !== null) refs.push({ layer: LEFT, key: left });
  if (right !== null) refs.push({ layer: RIGHT, key: right });
  return refs;
}

/** Pairs on which the sides do not agree, in the order of the left side. */
export function disagreements(diff: TaskDiff): DiffPair[] {
  return diff.pairs.filter((one) => one.verdict !== "agreed");
}

/** What a pair is about, in words. */
export function titleOfPair(diff: TaskDiff, pair: DiffPair, ontology: OntologyIndex): string {
  const names = sidesOf(diff, pair).map((one) => ontology.titleOf(one));
  return pair.verdict === "wrong_label" ? names.join(" → ") : (names[0] ?? "");
}

/** Where a pair lies; several of one name are told apart by it. */
export function placeOfPair(diff: TaskDiff, pair: DiffPair): string {
  return placeOf(sidesOf(diff, pair)[0]?.geometry);
}

/** What there is of a pair, the left side first. */
function sidesOf(diff: TaskDiff, pair: DiffPair): Annotation[] {
  const find = (all: readonly Annotation[], key: string | null) => all.find((one) => one.key === key);
  return [find(diff.left, pair.left), find(diff.right, pair.right)].filter((one) => one !== undefined);
}
