import type { Feature } from "../../api/gen";
import { type Facts, type Tree, walk } from "./tree";

/** Keys the editor itself needs while a picture has the focus; an ontology cannot have them. */
const TAKEN: Record<string, string> = {
  a: "accepts a pre-label",
  x: "rejects a pre-label",
  n: "draws the same again",
  h: "hides a region",
  l: "locks a region",
  r: "draws a relation",
  "?": "shows all keys",
  "[": "goes to the disagreement before",
  "]": "goes to the next disagreement",
};

/** The key an ontology gives a feature, in lower case. */
export function hotkeyOf(facts: Pick<Feature, "ext">): string | null {
  const own = (facts.ext as { postil?: { hotkey?: unknown } } | undefined)?.postil?.hotkey;
  return typeof own === "string" && own !== "" ? own.toLowerCase() : null;
}

/** The `ext` of a feature with another key, or with none. */
export function withHotkey(facts: Facts, key: string | null): Facts["ext"] {
  const ext = { ...(facts.ext ?? {}) } as Record<string, unknown>;
  const postil = { ...((ext.postil as Record<string, unknown>) ?? {}) };
  if (key === null) {
    delete postil.hotkey;
  } else {
    postil.hotkey = key;
  }
  if (Object.keys(postil).length > 0) {
    ext.postil = postil;
  } else {
    delete ext.postil;
  }
  return ext;
}

/** Why a feature cannot have a key: another has it, the editor has it, or it is none. */
export function hotkeyProblem(tree: Tree, own: string, key: string): string | null {
  if (!/^[a-z0-9]$/.test(key) && !(key in TAKEN)) {
    return "Take one letter or digit";
  }
  const taken = TAKEN[key];
  if (taken) {
    return `In the editor, ${key} ${taken}`;
  }
  for (const node of walk(tree)) {
    if (node.key !== own && hotkeyOf(node.facts) === key) {
      return `${node.facts.title ?? node.facts.name} has this key`;
    }
  }
  return null;
}

/** Every key that several features have, or that none may have: by the node. */
export function hotkeyProblems(tree: Tree): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of walk(tree)) {
    const key = hotkeyOf(node.facts);
    const problem = key === null ? null : hotkeyProblem(tree, node.key, key);
    if (problem) {
      found.set(node.key, problem);
    }
  }
  return found;
}

/** A free key for a name: one of its letters, else a digit. */
export function suggestHotkey(tree: Tree, own: string, name: string): string | null {
  const letters = [...name.toLowerCase()].filter((char) => /[a-z]/.test(char));
  const candidates = [...letters, ..."1234567890"];
  return candidates.find((key) => hotkeyProblem(tree, own, key) === null) ?? null;
}
