import { expect, test } from "vitest";
import { accept } from "../../../../src/core/commands/accept";
import { edit } from "../../../../src/core/commands/edit";
import { reject } from "../../../../src/core/commands/reject";
import { Store } from "../../../../src/core/store";
import type { Annotation } from "../../../../src/core/wire";
import { offersOf, standingOf } from "../../../../src/pages/editor/review/offers";

const LAYER = "offer:7" as const;

function box(key: string, confidence: number | null, feature = "car"): Annotation {
  const geometry = { type: "box" as const, left: 1, top: 2, width: 3, height: 4 };
  return { key, feature, kind: "object", geometry, confidence };
}

function store(): Store {
  const made = new Store();
  const annotations = [box("a", 0.9), box("b", 0.4), box("c", null, "bus")];
  made.load(
    { draft: { annotations: [], offers: [{ bundle: 7, version: "yolo", score: 0.5, annotations }] } },
    null,
  );
  return made;
}

test("what scores less than the least is counted apart", () => {
  const made = store();
  made.setMinScore(0.5);
  const [layer] = offersOf(made).layers;
  expect(layer?.features.map(({ feature, open, below }) => [feature, open, below])).toEqual([
    ["car", 1, 1],
    ["bus", 1, 0],
  ]);
  expect(offersOf(made).open).toBe(2);
});

test("what has no score counts as certain", () => {
  expect(offersOf(store()).bins.at(-1)).toBe(1);
  expect(offersOf(store()).isScored).toBe(true);
});

test("every pre-label stands where it was decided to", () => {
  const made = store();
  made.apply(accept(LAYER, ["a", "c"]));
  made.apply(reject(LAYER, ["b"]));
  const copy = [...made.draft.values()].find((one) => one.origin?.key === "a");
  made.apply(edit({ layer: "draft", key: copy?.key ?? "" }, { ...(copy as Annotation), feature: "bus" }));
  expect(["a", "b", "c"].map((key) => standingOf(made, LAYER, key))).toEqual([
    "corrected",
    "rejected",
    "accepted",
  ]);
  const [layer] = offersOf(made).layers;
  expect([layer?.accepted, layer?.corrected, layer?.rejected, layer?.open]).toEqual([1, 1, 1, 0]);
});

test("a layer that is hidden offers nothing to be accepted", () => {
  const made = store();
  made.hideLayer(LAYER, true);
  expect(offersOf(made).open).toBe(0);
});
