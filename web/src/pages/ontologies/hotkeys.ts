import type { Feature } from "../../api/gen";
import { ACTIONS, type ActionId } from "../../core/keys/actions";
import { isBare } from "../../core/keys/chord";
import { resolved } from "../../core/keys/keymap";
import { DEFAULT } from "../../core/keys/presets/default";
import { type Facts, type Tree, walk } from "./tree";

/** Actions whose keys a feature may have instead: it brings the tool that draws it. */
const DRAWING: ReadonlySet<ActionId> = new Set([
  ...(["tool.box", "tool.rotatedBox", "tool.polygon", "tool.polyline"] as const),
  ...(["tool.point", "tool.ellipse", "tool.brush", "tool.eraser"] as const),
]);

/**
 * Single keys the editor itself needs while a picture has the focus, and what for; an ontology cannot have them.
 *
 * The house's: an ontology is for people with every preset, and in another one a feature's key comes before a command's.
 */
const TAKEN: ReadonlyMap<string, string> = new Map(
  ACTIONS.filter(({ id, scope }) => scope !== "time" && !DRAWING.has(id)).flatMap(({ id, title }) =>
    (resolved(DEFAULT, {}, false).chords.get(id) ?? []).filter(isBare).map((key) => [key, title] as const),
  ),
);

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
  const taken = TAKEN.get(key);
  if (taken) {
    return `In the editor, ${key} is for “${taken}”`;
  }
  if (!/^[a-z0-9]$/.test(key)) {
    return "Take one letter or digit";
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
