import { describe, expect, it } from "vitest";
import type { FileCheck } from "../../../src/api/gen";
import {
  EMPTY,
  following,
  next,
  preceding,
  steps,
  type Wizard,
  type WizardEvent,
} from "../../../src/pages/imports/wizard";

const CHECK: FileCheck = {
  name: "boxes",
  format: { name: "labelbox", title: "Labelbox", seen: "dataRow", hint: "" },
  is_whole: true,
  looked_at_bytes: 10,
  rows: 2,
  unreadable: 0,
  annotations: 2,
  issues: [],
  media_type: "image",
  features: [],
  counts: {},
  misspelt: {},
  brings_rows: false,
  kinds: {},
  data_rows: { present: 2, joining_keys: [], joining_ids: [], missing_keys: [], missing_ids: [] },
  names: null,
};
const NAMES = {
  unknown: [{ place: ["Car"], kind: "box" as const, near: "car" }],
  features: {},
  text: "",
  saved: [],
};
const MISSING = { ...CHECK.data_rows, missing_keys: ["a.jpg"] };

const reached = (...events: WizardEvent[]): Wizard => events.reduce(next, EMPTY);
const DROPPED: WizardEvent = { type: "dropped", file: { name: "boxes.ndjson", size: 10 } };
const checked = (changes: Partial<FileCheck> = {}): WizardEvent => ({
  type: "checked",
  check: { ...CHECK, ...changes },
});

describe("the wizard", () => {
  it("looks at a file that was dropped, and names the import after it", () => {
    const state = reached(DROPPED);
    expect([state.isChecking, state.options.name, state.step]).toEqual([true, "boxes.ndjson", "file"]);
  });

  it.each([
    [{}, ["file", "options"]],
    [{ names: NAMES }, ["file", "names", "options"]],
    [{ data_rows: MISSING }, ["file", "rows", "options"]],
    [{ data_rows: MISSING, brings_rows: true }, ["file", "options"]],
    [{ names: NAMES, data_rows: MISSING }, ["file", "names", "rows", "options"]],
    [{ format: { name: null, title: "", seen: "", hint: "" } }, ["file"]],
  ])("asks only about what is not there: %j", (changes, expected) => {
    expect(steps(reached(DROPPED, checked(changes as Partial<FileCheck>)))).toEqual(expected);
  });

  it("goes to steps that the file needs, and to no others", () => {
    const state = reached(DROPPED, checked({ names: NAMES }));
    expect(next(state, { type: "go", step: "names" }).step).toBe("names");
    expect(next(state, { type: "go", step: "rows" })).toBe(state);
    expect([following(state), preceding(state)]).toEqual(["names", null]);
  });

  it("stays where it is while it works", () => {
    const state = reached(DROPPED, checked(), { type: "working", work: { what: "Sending", done: 1, of: 2 } });
    expect(next(state, { type: "go", step: "options" })).toBe(state);
  });

  it("takes a file of annotations alone for ground truth, and one with both for pre-labels", () => {
    expect(reached(DROPPED, checked({ kinds: { ground_truth: 3 } })).options.purpose).toBe("ground_truth");
    expect(reached(DROPPED, checked({ kinds: { ground_truth: 3, pre_label: 1 } })).options.purpose).toBe(
      "pre_label",
    );
  });

  it("keeps what was decided when the page is loaded again, but for names that are gone", () => {
    const before = reached(DROPPED, checked({ names: NAMES }), {
      type: "decided",
      place: ["Car"],
      decision: { kind: "ignore" },
    });
    const asked = next(next(before, { type: "options", options: { policy: "atomic" } }), {
      type: "go",
      step: "options",
    });
    const same = reached(DROPPED, checked({ names: NAMES }), { type: "restored", wizard: asked });
    expect([same.step, same.options.policy, same.decisions]).toEqual(["options", "atomic", asked.decisions]);
    const fewer = reached(DROPPED, checked(), { type: "restored", wizard: { ...asked, step: "names" } });
    expect([fewer.step, fewer.decisions]).toEqual(["file", {}]);
  });

  it("says what went wrong and can go on", () => {
    const problem = new Error("refused");
    const state = reached(
      DROPPED,
      checked(),
      { type: "working", work: { what: "Sending", done: 0, of: 1 } },
      {
        type: "failed",
        problem,
      },
    );
    expect([state.work, state.problem]).toEqual([null, problem]);
    expect(next(state, { type: "go", step: "options" }).problem).toBeNull();
  });

  it("begins anew with another format and with another file", () => {
    const state = reached(DROPPED, checked({ names: NAMES }), { type: "go", step: "names" });
    const again = next(state, { type: "format", format: "postil" });
    expect([again.step, again.check, again.isChecking]).toEqual(["file", null, true]);
    expect(next(state, { type: "reset" })).toEqual(EMPTY);
  });
});
