import { expect, it } from "vitest";
import { EMPTY_VALUE, lackOf } from "../../../src/pages/catalog/MetadataInput";

it.each([
  ["no field", EMPTY_VALUE, false, "Choose a field"],
  [
    "a new field without a name",
    { ...EMPTY_VALUE, newKind: "number" as const },
    false,
    "Give the field a name",
  ],
  ["a field without a value", { ...EMPTY_VALUE, name: "speed" }, false, "Give a value that fits the field"],
  ["a field whose value is removed", { ...EMPTY_VALUE, name: "speed" }, true, null],
  ["a field and a value", { ...EMPTY_VALUE, name: "speed", value: 0 }, false, null],
])("of %s is said what is missing", (_, given, isNameOnly, lack) =>
  expect(lackOf(given, isNameOnly)).toBe(lack),
);
