import { describe, expect, it } from "vitest";
import { type ActionId, actionOf } from "../../../src/core/keys/actions";
import { isBare, readChord } from "../../../src/core/keys/chord";
import { clashes, resolved } from "../../../src/core/keys/keymap";
import { DEFAULT } from "../../../src/core/keys/presets/default";
import { PRESETS } from "../../../src/core/keys/presets/table";
import { whyReserved } from "../../../src/core/keys/reserved";

const PLATFORMS = [true, false] as const;

describe.each(PRESETS)("the preset $name", (preset) => {
  it.each(PLATFORMS)("gives no chord to two actions (Mac: %s)", (isMac) => {
    expect(clashes(resolved(preset, {}, isMac))).toEqual([]);
  });

  it.each(PLATFORMS)("uses no chord that the browser keeps for itself (Mac: %s)", (isMac) => {
    const { chords, features } = resolved(preset, {}, isMac);
    const all = [...[...chords.values()].flat(), ...features];
    expect(all.filter((one) => whyReserved(one) !== null)).toEqual([]);
  });

  it("uses single keys outside of the stage for nothing but help", () => {
    const { chords } = resolved(preset, {}, false);
    const outside = [...chords].filter(([id]) => ["global", "page"].includes(actionOf(id).scope));
    expect(outside.flatMap(([, own]) => own).filter(isBare)).toEqual(["?"]);
  });

  it("spells every chord so that it can be read", () => {
    const written = Object.values(preset.keys).flatMap((one) =>
      "mac" in one ? [...one.mac, ...one.other] : one,
    );
    expect([...written, ...preset.features].filter((one) => readChord(one, false) === null)).toEqual([]);
  });
});

/** The table of keys people were promised, by action: what they press on a keyboard that is no Mac's. */
const PROMISED: readonly (readonly [ActionId, readonly string[]])[] = [
  ["task.submit", ["ctrl+enter"]],
  ["task.skip", ["ctrl+space"]],
  ["task.next", ["ctrl+right"]],
  ["task.previous", ["ctrl+left"]],
  ["edit.undo", ["ctrl+z"]],
  ["edit.redo", ["ctrl+shift+z", "ctrl+y"]],
  ["palette.open", ["ctrl+k"]],
  ["draw.again", ["n"]],
  ["draw.redraw", ["shift+n"]],
  ["region.delete", ["delete", "backspace"]],
  ["region.deleteAll", ["ctrl+backspace"]],
  ["region.next", ["tab"]],
  ["region.previous", ["shift+tab"]],
  ["region.deselect", ["escape"]],
  ["region.hide", ["h"]],
  ["region.hideAll", ["shift+h"]],
  ["region.lock", ["l"]],
  ["region.lockAll", ["shift+l"]],
  ["region.duplicate", ["ctrl+d"]],
  ["region.copy", ["ctrl+c"]],
  ["region.paste", ["ctrl+v"]],
  ["tool.relation", ["r"]],
  ["region.comment", ["alt+m"]],
  ["region.selectAll", ["ctrl+a"]],
  ["time.keyframeNext", ["alt+]"]],
  ["time.keyframePrevious", ["alt+["]],
  ["time.frameNext", [".", "f"]],
  ["time.framePrevious", [",", "d"]],
  ["time.play", ["space"]],
  ["time.keyframe", ["k"]],
  ["time.outside", ["o"]],
  ["time.occluded", ["q"]],
  ["prediction.accept", ["a"]],
  ["prediction.reject", ["x"]],
  ["prediction.acceptAll", ["shift+a"]],
  ["disagreement.next", ["]"]],
  ["disagreement.previous", ["["]],
  ["region.raise", ["pageup"]],
  ["region.lower", ["pagedown"]],
  ["help.open", ["?"]],
];

describe("the keys of the house", () => {
  it.each(PROMISED)("do %s by %s", (id, chords) => {
    expect(resolved(DEFAULT, {}, false).chords.get(id)).toEqual(chords);
  });

  it("skip with option and enter on a Mac, where control and space change the input", () => {
    expect(resolved(DEFAULT, {}, true).chords.get("task.skip")).toEqual(["alt+enter"]);
  });

  it("pick the first ten features by digits and the others by two keys", () => {
    const { features } = resolved(DEFAULT, {}, false);
    expect(features.slice(0, 10)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]);
    expect(features.slice(10).every((one) => one.split(" ").length === 2)).toBe(true);
  });
});
