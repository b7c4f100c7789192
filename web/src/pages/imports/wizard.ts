import type { FileCheck } from "../../api/gen";
import { type Decision, type Decisions, placeKey, proposed, type Rules, recalled } from "./rules";

/** The steps before a file is on the server; from there on the page of the import goes on. */
export type Step = "file" | "names" | "rows" | "options";

export type Purpose = "pre_label" | "ground_truth";

/** How the rows are to be taken. */
export interface Options {
  name: string;
  purpose: Purpose;
  policy: "rows" | "atomic";
  strict: boolean;
  replace: boolean;
  on_edited: "refuse" | "version";
  trust_units: boolean;
}

/** What is done about data rows that are not where the file needs them. */
export interface RowChoices {
  /** Data rows of the catalog are added to the project. */
  joins: boolean;
  /** Data rows nobody has are made, with the picture that was dropped for them or without one. */
  makes: boolean;
}

export interface Work {
  what: string;
  done: number;
  of: number;
}

export interface Wizard {
  step: Step;
  file: { name: string; size: number } | null;
  /** The format a person named; null lets the content decide. */
  format: string | null;
  check: FileCheck | null;
  isChecking: boolean;
  problem: unknown;
  decisions: Decisions;
  rows: RowChoices;
  options: Options;
  work: Work | null;
}

export type WizardEvent =
  | { type: "dropped"; file: { name: string; size: number } }
  | { type: "format"; format: string | null }
  | { type: "checked"; check: FileCheck }
  | { type: "failed"; problem: unknown }
  | { type: "decided"; place: readonly string[]; decision: Decision }
  | { type: "recalled"; rules: Rules }
  | { type: "rows"; rows: Partial<RowChoices> }
  | { type: "options"; options: Partial<Options> }
  | { type: "go"; step: Step }
  | { type: "working"; work: Work | null }
  | { type: "restored"; wizard: Wizard }
  | { type: "reset" };

export const EMPTY: Wizard = {
  step: "file",
  file: null,
  format: null,
  check: null,
  isChecking: false,
  problem: null,
  decisions: {},
  rows: { joins: true, makes: true },
  options: {
    name: "",
    purpose: "pre_label",
    policy: "rows",
    strict: false,
    replace: false,
    on_edited: "refuse",
    trust_units: false,
  },
  work: null,
};

/** What becomes of the wizard by an event. Steps that cannot be reached are not gone to. */
export function next(state: Wizard, event: WizardEvent): Wizard {
  switch (event.type) {
    case "reset":
      return EMPTY;
    case "dropped":
      return {
        ...EMPTY,
        file: event.file,
        isChecking: true,
        options: { ...EMPTY.options, name: event.file.name },
      };
    case "format":
      return { ...state, format: event.format, check: null, isChecking: true, problem: null, step: "file" };
    case "checked":
      return checked(state, event.check);
    case "failed":
      return { ...state, isChecking: false, work: null, problem: event.problem };
    case "decided":
      return { ...state, decisions: { ...state.decisions, [placeKey(event.place)]: event.decision } };
    case "recalled":
      return state.check?.names
        ? { ...state, decisions: recalled(state.check.names, state.decisions, event.rules) }
        : state;
    case "rows":
      return { ...state, rows: { ...state.rows, ...event.rows } };
    case "options":
      return { ...state, options: { ...state.options, ...event.options } };
    case "go":
      return steps(state).includes(event.step) && state.work === null
        ? { ...state, step: event.step, problem: null }
        : state;
    case "restored":
      return restored(state, event.wizard);
    case "working":
      return { ...state, work: event.work, problem: event.work === null ? state.problem : null };
  }
}

/** Takes over what a person had decided before the page was loaded again; the server has looked anew. */
function restored(state: Wizard, before: Wizard): Wizard {
  const known = Object.entries(before.decisions).filter(([place]) => place in state.decisions);
  const { rows, options } = before;
  const taken = { ...state, rows, options, decisions: { ...state.decisions, ...Object.fromEntries(known) } };
  return steps(taken).includes(before.step) ? { ...taken, step: before.step } : taken;
}

function checked(state: Wizard, check: FileCheck): Wizard {
  const kinds = Object.keys(check.kinds);
  const isTruth = kinds.length === 1 && kinds[0] === "ground_truth";
  return {
    ...state,
    check,
    isChecking: false,
    problem: null,
    decisions: proposed(check.names),
    options: { ...state.options, purpose: isTruth ? "ground_truth" : state.options.purpose },
  };
}

/** The steps a file needs, in order: names and data rows only where something is not there. */
export function steps(state: Wizard): Step[] {
  const { check } = state;
  if (check === null || check.format.name === null) {
    return ["file"];
  }
  return [
    "file",
    ...((check.names?.unknown.length ?? 0) > 0 ? (["names"] as const) : []),
    ...(needsRows(check) ? (["rows"] as const) : []),
    "options",
  ];
}

/** Whether the file names data rows that are not in the project. */
export function needsRows({ data_rows, brings_rows }: FileCheck): boolean {
  const { joining_keys, joining_ids, missing_keys, missing_ids } = data_rows;
  const lacking = joining_keys.length + joining_ids.length + missing_keys.length + missing_ids.length;
  return lacking > 0 && !brings_rows;
}

/** The step behind the one the wizard is at; null at the last. */
export function following(state: Wizard): Step | null {
  const all = steps(state);
  return all[all.indexOf(state.step) + 1] ?? null;
}

/** The step before; null at the first. */
export function preceding(state: Wizard): Step | null {
  const all = steps(state);
  return all[all.indexOf(state.step) - 1] ?? null;
}
