import { expect, it } from "vitest";
import { Store } from "../../src/core/store";
import { passageOf, setPassages } from "../../src/stages/passages";
import { Offsets } from "../../src/text/offsets";

const span = (start: number, end: number, more = {}) => ({
  key: "one",
  kind: "object" as const,
  geometry: { type: "text_span" as const, start, end, ...more },
});

it("cuts out what a span marks, counted in code points", () => {
  const store = new Store();
  setPassages(store, null, new Offsets("👩 met\n Grace"));
  expect(passageOf(store, span(2, 12))).toBe("met Grace");
});

it("is the quotation while the text is not known", () => {
  expect(passageOf(new Store(), span(0, 3, { text: "Ada" }))).toBe("Ada");
});

it("looks into the asset the annotation lies on", () => {
  const store = new Store();
  setPassages(store, "question", new Offsets("Where is it?"));
  expect(passageOf(store, { ...span(0, 5), target: { asset: "question" } })).toBe("Where");
  expect(passageOf(store, span(0, 5))).toBe("");
});
