import { describe, expect, it } from "vitest";
import {
  hotkeyOf,
  hotkeyProblem,
  hotkeyProblems,
  suggestHotkey,
  withHotkey,
} from "../../../src/pages/ontologies/hotkeys";
import {
  groupsBelow,
  kindsInstead,
  mayMove,
  mayStandBelow,
  ruleOf,
} from "../../../src/pages/ontologies/rules";
import { fromFeatures, type Node } from "../../../src/pages/ontologies/tree";

const tree = fromFeatures([
  {
    name: "car",
    kind: "box",
    children: [{ name: "color", kind: "radio", children: [{ name: "red", kind: "option" }] }],
  },
  { name: "species", kind: "taxonomy", children: [{ name: "cat", kind: "option" }] },
  { name: "note", kind: "text" },
]);
const [car, species, note] = tree as [Node, Node, Node];
const color = car.children[0] as Node;

describe("where features may stand", () => {
  it("has tools, questions and relationships at the top and nowhere below a question", () => {
    expect(groupsBelow(tree, null)).toEqual(["tool", "question", "relationship"]);
    expect(mayStandBelow(["radio"], "box")).toBe(false);
    expect(mayStandBelow(["box"], "radio")).toBe(true);
  });

  it("has options below options in a tree of choices only", () => {
    expect(mayStandBelow(["taxonomy", "option"], "option")).toBe(true);
    expect(mayStandBelow(["radio", "option"], "option")).toBe(false);
    expect(mayStandBelow(["radio", "option"], "text")).toBe(true);
    expect(mayStandBelow(["text"], "option")).toBe(false);
  });

  it("moves a question between the top and a tool, and never below itself", () => {
    expect(mayMove(tree, color.key, null)).toBe(true);
    expect(mayMove(tree, note.key, car.key)).toBe(true);
    expect(mayMove(tree, car.key, color.key)).toBe(false);
    expect(mayMove(tree, car.key, note.key)).toBe(false);
  });

  it("turns a feature into kinds that keep what is below it", () => {
    expect(kindsInstead(tree, color.key, "image").map((rule) => rule.id)).toContain("checklist");
    expect(kindsInstead(tree, color.key, "image").map((rule) => rule.id)).not.toContain("text");
    expect(kindsInstead(tree, note.key, "image").map((rule) => rule.id)).toContain("number");
    expect(kindsInstead(tree, species.key, "image").length).toBeGreaterThan(1);
    expect(kindsInstead(tree, car.key, "image").map((rule) => rule.id)).not.toContain("text_entity");
  });

  it("knows every kind by a name and a group", () => {
    expect(ruleOf("text_entity").group).toBe("tool");
    expect(ruleOf("relationship").group).toBe("relationship");
  });
});

describe("hotkeys", () => {
  const keyed = fromFeatures([
    { name: "car", kind: "box", ext: { postil: { hotkey: "c" } } },
    { name: "bus", kind: "box", ext: { postil: { hotkey: "C" }, other: 1 } },
    { name: "tram", kind: "box", ext: { postil: { hotkey: "a" } } },
    { name: "cab", kind: "box" },
  ]);
  const [first, second, third, cab] = keyed as [Node, Node, Node, Node];

  it("are told when two features have one, or the editor needs it", () => {
    expect([...hotkeyProblems(keyed).keys()]).toEqual([first.key, second.key, third.key]);
    expect(hotkeyProblem(keyed, cab.key, "c")).toBe("car has this key");
    expect(hotkeyProblem(keyed, cab.key, "a")).toContain("Accept the prediction");
    expect(hotkeyProblem(keyed, cab.key, "b")).toBeNull();
    expect(hotkeyProblem(keyed, cab.key, "shift+b")).not.toBeNull();
  });

  it.each([..."ihlnvraxjz"])("are not what the editor decides, goes on or looks with: %s", (key) => {
    expect(hotkeyProblem(keyed, cab.key, key)).toMatch(`In the editor, ${key} is for`);
  });

  it("are suggested from the name, past those that are taken", () => {
    expect(suggestHotkey(keyed, cab.key, "cab")).toBe("b");
    expect(suggestHotkey(keyed, cab.key, "ac")).toBe("1");
  });

  it("leave everything else of a feature as it was", () => {
    expect(hotkeyOf(second.facts)).toBe("c");
    expect(withHotkey(second.facts, "b")).toEqual({ postil: { hotkey: "b" }, other: 1 });
    expect(withHotkey(second.facts, null)).toEqual({ other: 1 });
    expect(withHotkey(cab.facts, null)).toEqual({});
  });
});
