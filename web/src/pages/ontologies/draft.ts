import type { Feature, Issue, NewOntology, Ontology } from "../../api/gen";
import { fromFeatures, type Tree, toFeatures } from "./tree";

/** An ontology while it is edited. */
export interface Draft {
  readonly name: string;
  readonly mediaType: string;
  readonly tree: Tree;
  readonly ext: NewOntology["ext"];
}

export const EMPTY: Draft = { name: "", mediaType: "image", tree: [], ext: {} };

export function fromOntology(ontology: Pick<Ontology, "name" | "media_type" | "features" | "ext">): Draft {
  const { name, media_type, features, ext } = ontology;
  return { name, mediaType: media_type, tree: fromFeatures(features), ext };
}

export function toOntology(draft: Draft): NewOntology & { features: Feature[] } {
  return {
    name: draft.name.trim(),
    media_type: draft.mediaType,
    features: toFeatures(draft.tree),
    ext: draft.ext,
  };
}

/** What a draft still needs before it can be saved; null when nothing. */
export function missingOf(draft: Draft, issues: readonly Issue[] = []): string | null {
  if (draft.name.trim() === "") {
    return "Give the ontology a name";
  }
  if (draft.tree.length === 0) {
    return "Add at least one feature";
  }
  return issues.length > 0 ? "Correct what is marked" : null;
}
