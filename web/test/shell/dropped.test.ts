import { expect, it } from "vitest";
import { keepDropped, takeDropped } from "../../src/shell/dropped";

it("files that were dropped are taken once", () => {
  const file = new File(["{}"], "boxes.ndjson");
  keepDropped([file]);
  expect(takeDropped()).toEqual([file]);
  expect(takeDropped()).toEqual([]);
});
