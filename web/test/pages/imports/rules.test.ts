import { describe, expect, it } from "vitest";
import type { Feature, Suggestion } from "../../../src/api/gen";
import {
  candidates,
  placeKey,
  proposed,
  recalled,
  rulesOf,
  undecided,
} from "../../../src/pages/imports/rules";

const NAMES: Suggestion = {
  unknown: [
    { place: ["Car"], kind: "box", near: "car" },
    { place: ["Car", "Colour"], kind: "radio", near: null },
    { place: ["lamp"], kind: "box", near: null },
  ],
  features: { Car: { to: "car" } },
  text: "",
  saved: [],
};

describe("what names become", () => {
  it("proposes what is most alike, and leaves the others to a person", () => {
    const found = proposed(NAMES);
    expect(found[placeKey(["Car"])]).toEqual({ kind: "to", name: "car" });
    expect(undecided(NAMES.unknown, found).map(({ place }) => place)).toEqual([["Car", "Colour"], ["lamp"]]);
  });

  it("takes what a saved recipe decides, nested names too, and keeps what it says nothing of", () => {
    const before = { [placeKey(["lamp"])]: { kind: "create" } as const };
    const rules = { Car: { to: "vehicle", children: { Colour: { ignore: true } } }, Truck: "vehicle" };
    expect(recalled(NAMES, before, rules)).toEqual({
      [placeKey(["Car"])]: { kind: "to", name: "vehicle" },
      [placeKey(["Car", "Colour"])]: { kind: "ignore" },
      [placeKey(["lamp"])]: { kind: "create" },
    });
  });

  it("understands a recipe that says no more than the name", () => {
    expect(recalled(NAMES, {}, { lamp: "light" })).toEqual({
      [placeKey(["lamp"])]: { kind: "to", name: "light" },
    });
  });

  it("puts the rule of a nested name below the rule of its parent", () => {
    const decisions = {
      ...proposed(NAMES),
      [placeKey(["Car", "Colour"])]: { kind: "to", name: "colour" } as const,
    };
    expect(rulesOf(NAMES, decisions)).toEqual({ Car: { to: "car", children: { Colour: { to: "colour" } } } });
  });

  it("keeps the parent's rule where the nested name is decided about first", () => {
    const turned = { ...NAMES, unknown: [...NAMES.unknown].reverse() };
    const decisions = { ...proposed(NAMES), [placeKey(["Car", "Colour"])]: { kind: "ignore" } as const };
    expect(rulesOf(turned, decisions)).toEqual({
      Car: { to: "car", children: { Colour: { ignore: true } } },
    });
  });

  it("leaves out, creates as what it is, and says nothing of what is undecided", () => {
    const decisions = {
      [placeKey(["Car"])]: { kind: "ignore" } as const,
      [placeKey(["lamp"])]: { kind: "create" } as const,
    };
    expect(rulesOf(NAMES, decisions)).toEqual({ Car: { ignore: true }, lamp: { create: "box" } });
    expect(rulesOf(NAMES, {})).toEqual({});
  });

  it("keeps what a suggestion says beyond the name, such as a label of a control", () => {
    const names: Suggestion = { ...NAMES, features: { Car: { to: "label", label: "Car" } } };
    names.unknown = [{ place: ["Car"], kind: "box", near: "label" }];
    expect(rulesOf(names, proposed(names))).toEqual({ Car: { to: "label", label: "Car" } });
  });

  it("offers the features below what the parent becomes", () => {
    const features: Feature[] = [
      { name: "car", kind: "box", children: [{ name: "colour", kind: "radio" }] },
      { name: "tree", kind: "box" },
    ];
    expect(candidates(features, ["Car"], {}).map(({ name }) => name)).toEqual(["car", "tree"]);
    const nested = candidates(features, ["Car", "Colour"], proposed(NAMES));
    expect(nested.map(({ name }) => name)).toEqual(["colour"]);
    expect(candidates(features, ["lamp", "on"], {})).toEqual([]);
  });
});
