import { expect, it } from "vitest";
import { initials } from "../../src/shell/UserMenu";

it.each([
  ["Ada Lovelace", "AL"],
  ["ada@example.org", "A"],
  ["ada.lovelace@example.org", "AL"],
  ["Grace Brewster Hopper", "GH"],
  ["Émilie", "É"],
  ["", ""],
])("the initials of %s are %s", (name, expected) => expect(initials(name)).toBe(expected));
