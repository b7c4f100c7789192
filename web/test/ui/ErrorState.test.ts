import { expect, it } from "vitest";
import { sentence } from "../../src/ui/ErrorState";

it.each([
  ["a dataset is called so already", "A dataset is called so already."],
  ["Is it there?", "Is it there?"],
  ["https://example.org/kobe.jpg did not answer", "https://example.org/kobe.jpg did not answer."],
  ["  ", ""],
])("the message %j is shown as %j", (message, shown) => expect(sentence(message)).toBe(shown));
