import { expect, it } from "vitest";
import type { Feature } from "../../../src/api/gen";
import { EMPTY, fromOntology, missingOf } from "../../../src/pages/ontologies/draft";

const CAR: Feature = { kind: "box", name: "Car" };
const named = fromOntology({ name: "streets", media_type: "image", features: [CAR], ext: {} });
const WRONG = [{ code: "ontology.name", severity: "error", message: "two are called Car" }] as never;

it("a draft needs a name, then a feature, then nothing that is wrong", () => {
  expect(missingOf(EMPTY)).toBe("Give the ontology a name");
  expect(missingOf({ ...EMPTY, name: "streets" })).toBe("Add at least one feature");
  expect(missingOf(named, WRONG)).toBe("Correct what is marked");
  expect(missingOf(named)).toBeNull();
});
