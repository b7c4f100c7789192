import { expect, test } from "vitest";
import { relabel } from "../../src/core/actions/relabel";
import { put } from "../../src/core/commands/put";
import { OntologyIndex } from "../../src/core/ontology";
import { PALETTE } from "../../src/core/palette";
import { problemsOf } from "../../src/core/required";
import { Store } from "../../src/core/store";
import type { Annotation, Feature } from "../../src/core/wire";

const occluded: Feature = {
  name: "occluded",
  kind: "radio",
  is_required: true,
  children: [
    { name: "no", kind: "option" },
    {
      name: "yes",
      kind: "option",
      children: [{ name: "by", kind: "text", is_required: true, min_characters: 3 }],
    },
  ],
};
const features: Feature[] = [
  {
    name: "car",
    title: "Car",
    kind: "box",
    color: "#00ff00",
    children: [occluded],
    ext: { postil: { hotkey: "C" } },
  },
  { name: "roof", kind: "polygon" },
  {
    name: "rect",
    kind: "box",
    ext: { label_studio: { to_name: ["image"] } },
    children: [
      { name: "Plane", kind: "label" },
      { name: "Boat", kind: "label", color: "tomato" },
    ],
  },
  { name: "weather", kind: "checklist", is_required: true, children: [{ name: "rain", kind: "option" }] },
  { name: "note", kind: "text", ext: { label_studio: { per: "region" } } },
  { name: "pulls", kind: "relationship", constraints: [["car", "roof"]] },
];
const index = new OntologyIndex({ id: "o", name: "o", media_type: "image", version: 1, features });

test("what can be picked is a tool, or each label of one that has labels", () => {
  expect(index.choices.map((one) => [one.feature, one.label])).toEqual([
    ["car", null],
    ["roof", null],
    ["rect", "Plane"],
    ["rect", "Boat"],
    ["pulls", null],
  ]);
});

test("colours are those of the ontology, or else of a palette", () => {
  expect(index.color("car")).toBe("#00ff00");
  expect(index.color("rect", ["Boat"])).toBe("tomato");
  expect(PALETTE).toContain(index.color("roof"));
  expect(index.color("roof")).not.toBe(index.color("rect", ["Plane"]));
});

test("a colour that is none is not taken for one", () => {
  const odd = new OntologyIndex({
    id: "o",
    name: "o",
    media_type: "image",
    version: 1,
    features: [{ name: "x", kind: "box", color: "url(https://example.org/x)" }],
  });
  expect(PALETTE).toContain(odd.color("x"));
});

test("keys are those the ontology gives", () => {
  expect(index.choiceAt("c")?.feature).toBe("car");
  expect(index.choice("roof")?.hotkey).toBeNull();
});

test("questions of a region are those below its feature and those asked about every region", () => {
  expect(index.nested("car").map((one) => one.name)).toEqual(["occluded", "note"]);
  expect(index.rowQuestions.map((one) => one.name)).toEqual(["weather"]);
});

test("a shape without a label belongs to the tool that names its shapes by labels, if there is one", () => {
  expect(index.unlabelled("box")?.name).toBe("rect");
  expect(index.unlabelled("polygon")).toBeUndefined();
});

test("a relation joins what the ontology allows", () => {
  expect([index.mayJoin("pulls", "car", "roof"), index.mayJoin("pulls", "roof", "car")]).toEqual([
    true,
    false,
  ]);
});

function filled(...annotations: Annotation[]): Store {
  const store = new Store();
  store.load({ draft: { annotations, offers: [] } }, index);
  return store;
}

const shape = { type: "box", left: 0, top: 0, width: 5, height: 5 } as const;
const weather: Annotation = {
  key: "w",
  kind: "classification",
  feature: "weather",
  classifications: [{ feature: "weather", kind: "checklist", answers: [{ value: "rain" }] }],
};

function answered(value: string, by?: string): Annotation {
  const below = by === undefined ? [] : [{ feature: "by", kind: "text" as const, answers: [{ value: by }] }];
  return {
    key: "a",
    feature: "car",
    geometry: shape,
    classifications: [{ feature: "occluded", kind: "radio", answers: [{ value, classifications: below }] }],
  };
}

test.each([
  ["nothing said about the row", [], [[null, "unanswered", "weather"]]],
  [
    "a region without its answer",
    [weather, { key: "a", feature: "car", geometry: shape }],
    [["a", "unanswered", "occluded"]],
  ],
  ["an answer that asks for nothing more", [weather, answered("no")], []],
  ["an answer that asks for more", [weather, answered("yes")], [["a", "unanswered", "occluded/yes/by"]]],
  ["more that is too short", [weather, answered("yes", "a🚗")], [["a", "too_short", "occluded/yes/by"]]],
  ["all of it", [weather, answered("yes", "car")], []],
  ["a region without a label", [weather, { key: "u", geometry: shape }], [["u", "unlabelled", ""]]],
] as Array<[string, Annotation[], unknown[]]>)(
  "what keeps a draft from being submitted: %s",
  (_, annotations, expected) => {
    const found = problemsOf(filled(...annotations).draft, index);
    expect(found.map((one) => [one.key, one.code, one.path.join("/")])).toEqual(expected);
  },
);

test("relabelling drops answers that are not asked any more", () => {
  const store = filled(answered("no"));
  expect(relabel(store, [{ layer: "draft", key: "a" }], "rect", "Boat")).toBe(true);
  expect(store.get("draft", "a")).toMatchObject({ feature: "rect", labels: ["Boat"], classifications: [] });
});

test("a region does not take the label of a tool that draws something else", () => {
  const store = filled(answered("no"));
  expect(relabel(store, [{ layer: "draft", key: "a" }], "roof", null)).toBe(false);
});

test("what is drawn takes the active label only where its feature has it", () => {
  const store = filled();
  store.setActive("rect", "Boat");
  expect(store.blank(shape)).toMatchObject({ feature: "rect", labels: ["Boat"] });
  const polygon = {
    type: "polygon",
    points: [
      [0, 0],
      [1, 0],
      [1, 1],
    ],
  } as const;
  const drawn = store.blank({ ...polygon, points: polygon.points.map(([x, y]) => [x, y]) });
  expect([drawn.feature, drawn.labels]).toEqual(["roof", undefined]);
  store.apply(put(drawn));
  expect(store.draft.size).toBe(1);
});
