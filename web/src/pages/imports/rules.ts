import type { Feature, Suggestion, UnknownName } from "../../api/gen";

/** What a person decided about a name the ontology lacks. */
export type Decision =
  | { kind: "undecided" }
  | { kind: "to"; name: string }
  | { kind: "ignore" }
  | { kind: "create" };

export type Decisions = Readonly<Record<string, Decision>>;

/** A rule of a recipe, as the server takes it. */
interface Rule {
  to?: string | null;
  label?: string | null;
  feature?: string | null;
  ignore?: boolean;
  create?: string;
  children?: Rules;
}
export type Rules = Record<string, Rule | string>;

/** The name of a place from the top down, as a key. */
export const placeKey = (place: readonly string[]): string => JSON.stringify(place);

/** What is proposed for each name: what it most likely means, and nothing where that is not known. */
export function proposed(names: Suggestion | null): Decisions {
  const found: Record<string, Decision> = {};
  for (const { place, near } of names?.unknown ?? []) {
    found[placeKey(place)] = near === null ? { kind: "undecided" } : { kind: "to", name: near };
  }
  return found;
}

/**
 * What the rules of a saved recipe decide about names, over what was decided before. A rule that makes of a feature a
 * label of a control, or the other way round, cannot be shown as one name and leaves its name as it was.
 */
export function recalled(names: Suggestion, decisions: Decisions, rules: Rules): Decisions {
  const found: Record<string, Decision> = { ...decisions };
  for (const { place } of names.unknown) {
    const rule = at(rules, place);
    if (rule?.ignore) {
      found[placeKey(place)] = { kind: "ignore" };
    } else if (rule?.create) {
      found[placeKey(place)] = { kind: "create" };
    } else if (rule?.to && !rule.label && !rule.feature) {
      found[placeKey(place)] = { kind: "to", name: rule.to };
    }
  }
  return found;
}

/** The names nobody has decided about: their rows will be rejected. */
export function undecided(unknown: readonly UnknownName[], decisions: Decisions): UnknownName[] {
  return unknown.filter(({ place }) => (decisions[placeKey(place)]?.kind ?? "undecided") === "undecided");
}

/** The rules of a recipe for what was decided; empty when nothing was. */
export function rulesOf(names: Suggestion, decisions: Decisions): Rules {
  const rules: Rules = {};
  for (const name of names.unknown) {
    const decision = decisions[placeKey(name.place)] ?? { kind: "undecided" };
    if (decision.kind !== "undecided") {
      put(rules, name.place, ruleOf(name, decision, names.features as Rules));
    }
  }
  return rules;
}

function ruleOf(name: UnknownName, decision: Decision, suggested: Rules): Rule {
  if (decision.kind === "ignore") {
    return { ignore: true };
  }
  if (decision.kind === "create") {
    return { create: name.kind };
  }
  const known = at(suggested, name.place);
  // The suggestion says more than the name where a feature becomes a label of a control, or the other way round.
  if (known !== undefined && decision.kind === "to" && decision.name === name.near) {
    const { children: _, ...rule } = known;
    return rule;
  }
  return decision.kind === "to" ? { to: decision.name } : {};
}

function at(rules: Rules, place: readonly string[]): Rule | undefined {
  const [first = "", ...rest] = place;
  const rule = rules[first];
  const whole = typeof rule === "string" ? { to: rule } : rule;
  return rest.length === 0 || whole === undefined ? whole : at(whole.children ?? {}, rest);
}

function put(rules: Rules, place: readonly string[], rule: Rule): void {
  const [first = "", ...rest] = place;
  const before = rules[first];
  const known: Rule = typeof before === "string" ? { to: before } : (before ?? {});
  if (rest.length === 0) {
    rules[first] = { ...rule, ...(known.children ? { children: known.children } : {}) };
    return;
  }
  const children = { ...(known.children ?? {}) };
  put(children, rest, rule);
  rules[first] = { ...known, children };
}

/** The features a name of the source may become: those beside it in the ontology, below what its parents become. */
export function candidates(
  features: readonly Feature[],
  place: readonly string[],
  decisions: Decisions,
): readonly Feature[] {
  let level = features;
  for (let depth = 1; depth < place.length; depth++) {
    const above = place.slice(0, depth);
    const decision = decisions[placeKey(above)];
    const name = decision?.kind === "to" ? decision.name : above.at(-1);
    level = level.find((feature) => feature.name === name)?.children ?? [];
  }
  return level;
}
