import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkStarts } from "../../src/text/chunks";

const parts = fc.array(fc.constantFrom("ab", "word ", "\n", "\r\n", "\u{1f5fe}", "e\u0301", "👩‍🚀"), {
  maxLength: 400,
});

function piecesOf(text: string, size: number): string[] {
  const starts = chunkStarts(text, size);
  return starts.map((start, no) => text.slice(start, starts[no + 1]));
}

describe("chunks of a text", () => {
  test("are the text again, none of them empty or too long", () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 8, max: 64 }), (some, size) => {
        const text = some.join("");
        const pieces = piecesOf(text, size);
        expect(pieces.join("")).toBe(text);
        for (const piece of text ? pieces : []) {
          expect(piece.length).toBeGreaterThan(0);
          expect(piece.length).toBeLessThanOrEqual(size);
        }
      }),
    );
  });

  test("no character of two units is cut in half", () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 8, max: 64 }), (some, size) => {
        for (const piece of piecesOf(some.join(""), size))
          expect(() => encodeURIComponent(piece)).not.toThrow();
      }),
    );
  });

  test("lines stay whole where they are short", () => {
    expect(piecesOf("one two\nthree four\nfive", 12)).toEqual(["one two\n", "three four\n", "five"]);
  });

  test("a mark stays with its letter", () => {
    expect(piecesOf("abcdefge\u0301abcdefgh", 8)[0]).toBe("abcdefg");
  });

  test("an empty text has one chunk", () => {
    expect(chunkStarts("")).toEqual([0]);
  });
});
