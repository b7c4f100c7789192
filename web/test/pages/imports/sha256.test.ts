import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentDigest, hex, Sha256 } from "../../../src/pages/imports/sha256";

describe("SHA-256 in pieces", () => {
  it("is that of the standard", () => {
    expect(hex(new Sha256().update(new TextEncoder().encode("abc")).digest())).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("does not depend on where the pieces are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
        const ours = new Sha256();
        const theirs = createHash("sha256");
        for (const piece of pieces) {
          ours.update(piece);
          theirs.update(piece);
        }
        expect(hex(ours.digest())).toBe(theirs.digest("hex"));
      }),
    );
  });

  it("spells a digest as the header wants it", () => {
    const content = new TextEncoder().encode("a part");
    const expected = createHash("sha256").update(content).digest("base64");
    expect(contentDigest(new Sha256().update(content).digest())).toBe(`sha-256=:${expected}:`);
  });
});
