import { expect, test } from "vitest";
import { channelsOf, inkOn, kindOf, Styles, styleOf } from "../../src/engine/style";

test("a colour in hex is read in three or six digits", () => {
  expect(channelsOf("#ff8000")).toEqual([255, 128, 0]);
  expect(channelsOf("#f80")).toEqual([255, 136, 0]);
});

test("each kind of layer has a line of its own: plain, dashed, double", () => {
  expect(styleOf("#ff0000", kindOf("draft")).over).toBeNull();
  expect(styleOf("#ff0000", kindOf("offer:3")).over?.dash.length).toBeGreaterThan(0);
  const label = styleOf("#ff0000", kindOf("label:x"));
  expect(label.over?.dash).toEqual([]);
  expect(label.over?.width).toBeLessThan(label.width);
});

test("what has no label is set off from the picture, because grey could be missed on it", () => {
  expect(styleOf(null, "draft").halo).not.toBeNull();
  expect(styleOf("#ff0000", "draft").halo).toBeNull();
});

test("names are written in the ink that stands out more", () => {
  expect(inkOn(styleOf("#ffff00", "draft"))).toBe("#101418");
  expect(inkOn(styleOf("#000080", "draft"))).toBe("#ffffff");
});

test("the same colour and layer have the same number", () => {
  const styles = new Styles();
  const one = styles.numberOf("#ff0000", "draft");
  expect(styles.numberOf("#ff0000", "offer")).not.toBe(one);
  expect(styles.numberOf("#ff0000", "draft")).toBe(one);
  expect(styles.get(one).ink).toBe("rgb(255 0 0)");
});
