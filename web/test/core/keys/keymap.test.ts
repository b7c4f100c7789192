import { describe, expect, it } from "vitest";
import { clashes, resolved, whyNot } from "../../../src/core/keys/keymap";
import { DEFAULT } from "../../../src/core/keys/presets/default";

const keymap = resolved(DEFAULT, {}, false);

describe("a keymap", () => {
  it("takes what a person has changed instead of the preset's", () => {
    expect(resolved(DEFAULT, { "task.submit": ["alt+s"] }, false).chords.get("task.submit")).toEqual([
      "alt+s",
    ]);
  });

  it("leaves an action without a key when the person took it away", () => {
    expect(resolved(DEFAULT, { "region.hide": [] }, false).chords.get("region.hide")).toEqual([]);
  });

  it("finds an outer scope's chord within, and the first key of a sequence", () => {
    const changed = resolved(DEFAULT, { "region.hide": ["ctrl+k"], "view.fit": ["g"] }, false);
    const pairs = clashes(changed).map((one) => one.actions.join(" and "));
    expect(pairs).toContain("palette.open and region.hide");
    expect(pairs).toContain("view.fit and feature");
  });

  it("says which action has a key already", () => {
    expect(whyNot(keymap, "view.fit", "n")).toContain("Draw again with the last tool");
    expect(whyNot(keymap, "view.fit", "3")).toContain("picks a feature");
  });

  it("refuses keys of the browser and single keys for what is at hand everywhere", () => {
    expect(whyNot(keymap, "task.submit", "ctrl+t")).toContain("opens a tab");
    expect(whyNot(keymap, "task.submit", "s")).toContain("A single key only works while nobody writes");
  });

  it("takes a free key, also the action's own", () => {
    expect(whyNot(keymap, "task.submit", "alt+s")).toBeNull();
    expect(whyNot(keymap, "region.hide", "h")).toBeNull();
  });
});
