import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessDelimiter, readCsv } from "../../../src/pages/catalog/csv";

const fieldsOf = (text: string) => readCsv(text).records.map((record) => record.fields);

describe("reading CSV", () => {
  it("takes the examples of RFC 4180", () => {
    expect(fieldsOf("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n")).toEqual([
      ["aaa", "bbb", "ccc"],
      ["zzz", "yyy", "xxx"],
    ]);
    expect(fieldsOf('"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx')).toEqual([
      ["aaa", "b\r\nbb", "ccc"],
      ["zzz", "yyy", "xxx"],
    ]);
    expect(fieldsOf('"aaa","b""bb","ccc"')).toEqual([["aaa", 'b"bb', "ccc"]]);
  });

  it("says on which line a record begins, also behind a field with line breaks", () => {
    expect(readCsv('a,b\n"1\n2",3\n\n4,5\n').records.map((record) => record.line)).toEqual([1, 2, 5]);
  });

  it("passes over a byte order mark and empty lines", () => {
    expect(fieldsOf("\ufeffurl\n\nx\n")).toEqual([["url"], ["x"]]);
  });

  it("finds semicolons and tabs, and none inside of quotes", () => {
    expect(guessDelimiter('"a;b;c",d\n')).toBe(",");
    expect(fieldsOf("a;b\n1;2,5")).toEqual([
      ["a", "b"],
      ["1", "2,5"],
    ]);
    expect(guessDelimiter("a\tb")).toBe("\t");
  });

  it("tells the line of a quotation mark that nothing closes", () => {
    expect(readCsv('a\n"b\nc').unclosed).toBe(2);
    expect(readCsv('a\n"b"\nc').unclosed).toBeNull();
  });

  it("reads back whatever is written by the rules", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "é") });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quote).join(",")).join("\r\n");
        expect(readCsv(text, ",").records.map((record) => record.fields)).toEqual(rows);
      }),
    );
  });
});
