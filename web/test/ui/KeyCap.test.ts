import { describe, expect, it } from "vitest";
import { keyNames } from "../../src/ui/KeyCap";

describe("keyNames", () => {
  it("spells keys as they are printed", () =>
    expect(keyNames("ctrl+shift+z")).toEqual(["Ctrl", "Shift", "Z"]));
  it("knows arrows", () => expect(keyNames("alt+left")).toEqual(["Alt", "←"]));
  it("leaves names of other keys as they are", () => expect(keyNames("F2")).toEqual(["F2"]));
  it("takes plus as a key", () => expect(keyNames("ctrl++")).toEqual(["Ctrl", "+"]));
  it("takes plus alone", () => expect(keyNames("+")).toEqual(["+"]));
});
