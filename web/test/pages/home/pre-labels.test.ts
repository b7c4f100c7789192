import { describe, expect, it } from "vitest";
import { preLabels } from "../../../src/pages/home/example/pre-labels";
import { HEIGHT, SCENES, WIDTH } from "../../../src/pages/home/example/scene";

const KEYS = SCENES.map((scene) => scene.globalKey);

describe("the worked example", () => {
  it("draws everything inside its pictures", () => {
    for (const { left, top, width, height } of SCENES.flatMap((scene) => scene.things)) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(WIDTH);
      expect(top + height).toBeLessThanOrEqual(HEIGHT);
    }
  });

  it("says something about every picture", () => {
    expect(new Set(preLabels().map((row) => row.dataRow.globalKey))).toEqual(new Set(KEYS));
  });

  it("has exactly one row with a name the ontology does not have", () => {
    const known = ["car", "person", "tree", "weather"];
    expect(preLabels().filter((row) => !known.includes(row.name))).toHaveLength(1);
  });

  it("gives every row a score between nothing and all", () => {
    for (const { confidence } of preLabels()) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(1);
    }
  });
});
