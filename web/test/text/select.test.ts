import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoted, snapped, stepped, steppedWord, trimmed, wordAt } from "../../src/text/select";

const TEXT = "The quick, brown fox.";
const said = (part: { start: number; end: number } | null, text = TEXT): string | null =>
  part && text.slice(part.start, part.end);

describe("words", () => {
  test.each([
    [0, "The"],
    [2, "The"],
    [3, "The"],
    [5, "quick"],
    [9, "quick"],
    [12, "brown"],
    [20, "fox"],
  ])("at %i is “%s”", (unit, word) => {
    expect(said(wordAt(TEXT, unit))).toBe(word);
  });

  test("there is none between two blanks", () => {
    expect(wordAt("a  .  b", 3)).toBeNull();
  });

  test("a far word is found in a long text", () => {
    const text = `${"lorem ipsum ".repeat(500)}target tail`;
    expect(said(wordAt(text, 6_003), text)).toBe("target");
  });

  test("a part grows to whole words and loses blanks around it", () => {
    expect(said(snapped(TEXT, { start: 6, end: 18 }))).toBe("quick, brown fox");
    expect(said(snapped(TEXT, { start: 9, end: 15 }))).toBe(", brown");
    expect(said(snapped(TEXT, { start: 3, end: 4 }))).toBe("");
  });

  test("growing twice is growing once", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.nat(60),
        fc.nat(60),
        (text, one, other) => {
          const extent = {
            start: Math.min(one, other, text.length),
            end: Math.min(Math.max(one, other), text.length),
          };
          const once = snapped(text, extent);
          expect(snapped(text, once)).toEqual(once);
        },
      ),
    );
  });

  test("only blanks are left out", () => {
    expect(trimmed(" \r\n a b\t", { start: 0, end: 8 })).toEqual({ start: 4, end: 7 });
  });
});

describe("steps", () => {
  test("go over what a reader calls a character, there and back", () => {
    const text = "a👩‍🚀e\u0301\r\n🇯🇵";
    const stops = [0];
    while ((stops.at(-1) ?? 0) < text.length) stops.push(stepped(text, stops.at(-1) ?? 0, 1));
    expect(stops).toEqual([0, 1, 6, 8, 10, 14]);
    expect(stops.map((unit) => stepped(text, unit, -1))).toEqual([0, 0, 1, 6, 8, 10]);
  });

  test("by words go to the end of the next and to the start of the one before", () => {
    expect([0, 3, 9].map((unit) => steppedWord(TEXT, unit, 1))).toEqual([3, 9, 16]);
    expect([21, 17, 4].map((unit) => steppedWord(TEXT, unit, -1))).toEqual([17, 11, 0]);
  });
});

test("a long part is read without its middle", () => {
  expect(quoted(`${"a".repeat(100)}\n${"b".repeat(100)}`, { start: 0, end: 201 }, 10)).toBe(
    "“aaaaa … bbbbb”",
  );
  expect(quoted("one\n two", { start: 0, end: 8 })).toBe("“one two”");
});
