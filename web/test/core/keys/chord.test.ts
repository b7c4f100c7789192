import { describe, expect, it } from "vitest";
import { capsOf, chordOf, isBare, type Press, readChord, shownChord } from "../../../src/core/keys/chord";

function press(key: string, held: Partial<Press> = {}): Press {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe("chords", () => {
  it("are spelled one way, however they were written", () => {
    expect(readChord("Shift+Control+Z", false)).toBe("ctrl+shift+z");
    expect(readChord("option+cmd+ArrowLeft", true)).toBe("alt+meta+left");
    expect(readChord("Page_Up", false)).toBe("pageup");
  });

  it("use the command key of a Mac for what is control elsewhere", () => {
    expect(readChord("mod+k", true)).toBe("meta+k");
    expect(readChord("mod+k", false)).toBe("ctrl+k");
  });

  it("may be two after one another, but not three", () => {
    expect(readChord("g 1", false)).toBe("g 1");
    expect(readChord("a b c", false)).toBeNull();
  });

  it("are none when they name no key", () => {
    expect(readChord("ctrl+", false)).toBeNull();
    expect(readChord("ctrl+shift", false)).toBeNull();
    expect(readChord("hyper+x", false)).toBeNull();
  });

  it("of a plus are told from the joint between keys", () => {
    expect(readChord("+", false)).toBe("plus");
    expect(readChord("ctrl++", false)).toBe("ctrl+plus");
  });

  it("of a press keep shift beside letters and drop it beside signs", () => {
    expect(chordOf(press("N", { shiftKey: true }), false)).toBe("shift+n");
    expect(chordOf(press("?", { shiftKey: true }), false)).toBe("?");
    expect(chordOf(press("?"), false)).toBe("?");
  });

  it("of modifiers alone are none", () => {
    expect(chordOf(press("Shift", { shiftKey: true }), false)).toBeNull();
  });

  it("with option on a Mac say the key and not the sign it makes", () => {
    expect(chordOf(press("µ", { altKey: true, code: "KeyM" }), true)).toBe("alt+m");
    expect(chordOf(press("‘", { altKey: true, code: "BracketRight" }), true)).toBe("alt+]");
  });

  it("are bare when a single sign is pressed, with shift or without", () => {
    expect(["n", "shift+n", "g 1"].map(isBare)).toEqual([true, true, true]);
    expect(["ctrl+n", "escape"].map(isBare)).toEqual([false, false]);
  });

  it("are shown as caps, a sequence one list after the other", () => {
    expect(capsOf("ctrl+shift+z", false)).toEqual([["Ctrl", "Shift", "Z"]]);
    expect(capsOf("g 1", false)).toEqual([["G"], ["1"]]);
    expect(shownChord("shift+meta+z", true)).toBe("⇧⌘Z");
  });
});
