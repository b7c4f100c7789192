import { describe, expect, it } from "vitest";
import { loadChoice, readChoice, type Shelf, saveChoice, writeChoice } from "../../../src/core/keys/choice";

function shelf(): Shelf {
  const texts = new Map<string, string>();
  return { getItem: (name) => texts.get(name) ?? null, setItem: (name, text) => texts.set(name, text) };
}

describe("a choice of keys", () => {
  it("is there again when the page is opened again", () => {
    const place = shelf();
    saveChoice(place, { preset: "cvat", changed: { "task.submit": ["alt+s"] } });
    expect(loadChoice(place)).toEqual({ preset: "cvat", changed: { "task.submit": ["alt+s"] } });
  });

  it("is the house's own when nothing or nonsense is kept", () => {
    const place = shelf();
    expect(loadChoice(place).preset).toBe("default");
    place.setItem("postil.keymap", "{");
    expect(loadChoice(place).preset).toBe("default");
  });

  it("can be taken along as a file", () => {
    const choice = { preset: "default", changed: { "region.hide": [] } };
    expect(readChoice(writeChoice(choice), false)).toEqual({ choice, left: [] });
  });

  it("is read from Label Studio's EDITOR_KEYMAP as its documentation writes it", () => {
    const text = '{"annotation:submit":{"key": "shift+s","description": "My Custom Submit Hotkey!"}}';
    expect(readChoice(text, false)).toEqual({
      choice: { preset: "label-studio", changed: { "task.submit": ["shift+s"] } },
      left: [],
    });
  });

  it("tells what of a file it could not take over", () => {
    const text = '{"ts:grow-left":{"key":"left"},"region:delete":{"key":"ctrl+"}}';
    const { choice, left } = readChoice(text, false);
    expect(choice.changed).toEqual({});
    expect(left).toHaveLength(2);
    expect(left[0]).toContain("ts:grow-left");
  });

  it("takes the key for Macs of a Label Studio file on a Mac", () => {
    const text = '{"annotation:skip":{"key":"ctrl+space","mac":"alt+enter"}}';
    expect(readChoice(text, true).choice.changed["task.skip"]).toEqual(["alt+enter"]);
  });

  it("says what is wrong with a file that is no keymap", () => {
    expect(() => readChoice("[]", false)).toThrow("no keymap");
    expect(() => readChoice('{"format":"postil-keymap","preset":"vim"}', false)).toThrow("vim");
  });
});
