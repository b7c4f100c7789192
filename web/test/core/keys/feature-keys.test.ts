import { expect, test } from "vitest";
import { featureKeys, unshadowed } from "../../../src/core/keys/feature-keys";
import { resolved } from "../../../src/core/keys/keymap";
import { CVAT } from "../../../src/core/keys/presets/cvat";
import { DEFAULT } from "../../../src/core/keys/presets/default";

test("a feature has the key its ontology names, and the others the next free ones", () => {
  const keys = featureKeys(
    [{ hotkey: null }, { hotkey: "1" }, { hotkey: "w" }],
    resolved(DEFAULT, {}, false),
  );
  expect(keys).toEqual(["2", "1", "w"]);
});

test("a key that a feature has is not told as an action's, and neither is a sequence it begins", () => {
  const { chords } = resolved(CVAT, {}, false);
  const hideAll = chords.get("region.hideAll") ?? [];
  expect(hideAll).toEqual(["t h"]);
  expect(unshadowed(hideAll, ["t"])).toEqual([]);
  expect(unshadowed(hideAll, [null, "h"])).toEqual(["t h"]);
  expect(unshadowed(["delete", "x"], ["x"])).toEqual(["delete"]);
});
