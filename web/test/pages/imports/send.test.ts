import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { freeName } from "../../../src/pages/imports/arrange";
import { digestOf, missingParts } from "../../../src/pages/imports/send";

describe("sending a file", () => {
  it("goes on with the parts that are not there", () => {
    expect(missingParts({ part_count: 4, received: [3, 1] })).toEqual([2, 4]);
    expect(missingParts({ part_count: 2, received: [1, 2] })).toEqual([]);
  });

  it("computes the checksum of all of it and says how far it is", async () => {
    const content = new Uint8Array(2_500_000).map((_, at) => at % 251);
    const told: number[] = [];
    const digest = await digestOf(new Blob([content]), (done) => told.push(done));
    expect(digest).toBe(createHash("sha256").update(content).digest("hex"));
    expect(told).toEqual([1_048_576, 2_097_152, 2_500_000]);
  });

  it("takes the first name that is free", () => {
    expect(freeName("street", [])).toBe("street");
    expect(freeName("street", ["street", "street (2)"])).toBe("street (3)");
  });
});
