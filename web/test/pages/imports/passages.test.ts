import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passages } from "../../../src/pages/imports/passages";

describe("texts with marks", () => {
  it("cuts where marks begin and end", () => {
    expect(passages("Ada met Grace", [{ start: 0, end: 3, name: "person" }])).toEqual([
      { text: "Ada", names: ["person"] },
      { text: " met Grace", names: [] },
    ]);
  });

  it("counts code points, as the server does", () => {
    const marks = [{ start: 2, end: 4, name: "name" }];
    expect(passages("🙂 Bo!", marks).find(({ names }) => names.length > 0)?.text).toBe("Bo");
  });

  it("says both names where marks overlap", () => {
    const marks = [
      { start: 0, end: 4, name: "one" },
      { start: 2, end: 6, name: "other" },
    ];
    expect(passages("abcdef", marks).map(({ text, names }) => [text, names.join()])).toEqual([
      ["ab", "one"],
      ["cd", "one,other"],
      ["ef", "other"],
    ]);
  });

  it("loses nothing of the text", () => {
    const mark = fc.record({
      start: fc.integer({ min: -3, max: 40 }),
      end: fc.integer({ min: -3, max: 40 }),
      name: fc.constant("n"),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.array(mark, { maxLength: 6 }),
        (text, marks) => {
          expect(
            passages(text, marks)
              .map((one) => one.text)
              .join(""),
          ).toBe(text);
        },
      ),
    );
  });
});
