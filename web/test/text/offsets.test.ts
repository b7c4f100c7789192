import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Offsets } from "../../src/text/offsets";

/** Texts with everything that counts differently somewhere. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "a",
        " ",
        "\r\n",
        "\n",
        "é",
        "e\u0301",
        "\u{1f5fe}",
        "👩‍🚀",
        "🇯🇵",
        "\ufeff",
        "שלום",
        "\ud800",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

describe("offsets of a text", () => {
  test("count code points as a walk over the text does", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(new Offsets(text).length).toBe(Array.from(text).length);
      }),
    );
  });

  test("a code point begins where the ones before it end", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const offsets = new Offsets(text);
        const characters = Array.from(text);
        for (let at = 0; at <= characters.length; at += 1)
          expect(offsets.toUnits(at)).toBe(characters.slice(0, at).join("").length);
      }),
    );
  });

  test("going to units and back is going nowhere", () => {
    fc.assert(
      fc.property(texts, fc.nat(80), (text, at) => {
        const offsets = new Offsets(text);
        const inside = Math.min(at, offsets.length);
        expect(offsets.toCodePoints(offsets.toUnits(inside))).toBe(inside);
      }),
    );
  });

  test("a part is what a walk over the code points finds", () => {
    fc.assert(
      fc.property(texts, fc.nat(80), fc.nat(80), (text, one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect(new Offsets(text).slice(start, end)).toBe(Array.from(text).slice(start, end).join(""));
      }),
    );
  });

  test("the middle of a wide character belongs to it", () => {
    const offsets = new Offsets("a\u{1f5fe}b");
    expect([0, 1, 2, 3, 4].map((unit) => offsets.toCodePoints(unit))).toEqual([0, 1, 1, 2, 3]);
  });

  test("what lies outside is the nearest end", () => {
    const offsets = new Offsets("\u{1f5fe}");
    expect([offsets.toUnits(-3), offsets.toUnits(9)]).toEqual([0, 2]);
    expect([offsets.toCodePoints(-3), offsets.toCodePoints(9)]).toEqual([0, 1]);
  });
});
