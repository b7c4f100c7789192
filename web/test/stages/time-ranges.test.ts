import { expect, test } from "vitest";
import { clock } from "../../src/stages/TimeRanges";

test.each([
  [0, "0:00.0"],
  [9.96, "0:10.0"],
  [75.25, "1:15.3"],
])("%d seconds are read as %s", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});
