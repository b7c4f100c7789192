import { beforeEach, describe, expect, it } from "vitest";
import type { Press } from "../../../src/core/keys/chord";
import { resolved } from "../../../src/core/keys/keymap";
import { Keys, PATIENCE, type Place } from "../../../src/core/keys/keys";
import { DEFAULT } from "../../../src/core/keys/presets/default";

const STAGE: Place = { scope: "stage", isText: false };
const PAGE: Place = { scope: "page", isText: false };
const FIELD: Place = { scope: "page", isText: true };

function press(key: string, held: Partial<Press> = {}): Press {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe("keys", () => {
  let keys: Keys;
  let done: string[];
  beforeEach(() => {
    keys = new Keys(resolved(DEFAULT, {}, false));
    done = [];
  });
  const note = (what: string) => () => {
    done.push(what);
  };

  it("do what is bound where it is at hand", () => {
    keys.bind("task.submit", note("submit"));
    keys.bind("region.hide", note("hide"));
    expect(keys.press(press("Enter", { ctrlKey: true }), PAGE, 0)).toBe(true);
    expect(keys.press(press("h"), STAGE, 0)).toBe(true);
    expect(done).toEqual(["submit", "hide"]);
  });

  it("leave single keys alone while the stage has not the focus", () => {
    keys.bind("region.hide", note("hide"));
    expect(keys.press(press("h"), PAGE, 0)).toBe(false);
    expect(done).toEqual([]);
  });

  it("leave a single key alone there even when a person gave it to what is at hand everywhere", () => {
    keys.keymap = resolved(DEFAULT, { "task.submit": ["shift+s"] }, false);
    keys.bind("task.submit", note("submit"));
    expect(keys.press(press("S", { shiftKey: true }), PAGE, 0)).toBe(false);
    expect(keys.press(press("S", { shiftKey: true }), STAGE, 0)).toBe(true);
  });

  it("leave writing and its own undo to a field for text, but still submit", () => {
    keys.bind("edit.undo", note("undo"));
    keys.bind("task.next", note("next"));
    keys.bind("help.open", note("help"));
    keys.bind("task.submit", note("submit"));
    expect(keys.press(press("z", { ctrlKey: true }), FIELD, 0)).toBe(false);
    expect(keys.press(press("ArrowRight", { ctrlKey: true }), FIELD, 0)).toBe(false);
    expect(keys.press(press("?", { shiftKey: true }), FIELD, 0)).toBe(false);
    expect(keys.press(press("Enter", { ctrlKey: true }), FIELD, 0)).toBe(true);
    expect(done).toEqual(["submit"]);
  });

  it("give a key back to the browser when nobody had anything to do with it", () => {
    keys.bind("region.next", () => false);
    expect(keys.press(press("Tab"), STAGE, 0)).toBe(false);
  });

  it("pick the eleventh feature by two keys, in time", () => {
    const picked: number[] = [];
    keys.bindFeatures((no) => picked.push(no));
    keys.press(press("g"), STAGE, 0);
    expect(keys.begun).toBe("g");
    keys.press(press("1"), STAGE, PATIENCE);
    keys.press(press("g"), STAGE, 10_000);
    keys.press(press("1"), STAGE, 10_001 + PATIENCE);
    expect(picked).toEqual([10, 0]);
    expect(keys.begun).toBeNull();
  });

  it("ask the one bound last first, and forget what is unbound", () => {
    keys.bind("edit.undo", note("outer"));
    const stop = keys.bind("edit.undo", note("inner"));
    keys.act("edit.undo");
    stop();
    keys.act("edit.undo");
    expect(done).toEqual(["inner", "outer"]);
  });

  it("follow another keymap at once", () => {
    keys.bind("task.submit", note("submit"));
    keys.keymap = resolved(DEFAULT, { "task.submit": ["alt+s"] }, false);
    expect(keys.press(press("Enter", { ctrlKey: true }), PAGE, 0)).toBe(false);
    expect(keys.press(press("s", { altKey: true }), PAGE, 0)).toBe(true);
    expect(done).toEqual(["submit"]);
  });
});
