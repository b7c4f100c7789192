import fc from "fast-check";
import type { Key, LayerId, Offered, Ref } from "../../src/core/annotation";
import { accept, acceptAbove } from "../../src/core/commands/accept";
import type { Command } from "../../src/core/commands/command";
import { edit } from "../../src/core/commands/edit";
import { group } from "../../src/core/commands/group";
import { move } from "../../src/core/commands/move";
import { put } from "../../src/core/commands/put";
import { reject, restore } from "../../src/core/commands/reject";
import { remove } from "../../src/core/commands/remove";
import { reorder } from "../../src/core/commands/reorder";
import type { Source } from "../../src/core/content";
import { Store } from "../../src/core/store";
import type { Annotation } from "../../src/core/wire";

export function box(key: Key, left = 0, extra: Partial<Annotation> = {}): Annotation {
  return { key, feature: "car", geometry: { type: "box", left, top: 0, width: 10, height: 10 }, ...extra };
}

export function link(key: Key, source: Key, target: Key, extra: Partial<Annotation> = {}): Annotation {
  return { key, kind: "relationship", feature: "pulls", relation: { source, target }, ...extra };
}

/** A draft with a copy of a pre-label and something read-only, beside two offers and a submitted label. */
export function source(): Source {
  const accepted = { set_id: 3, bundle_id: 7, key: "o3" };
  return {
    draft: {
      annotations: [
        box("a", 0),
        box("b", 5),
        link("r", "a", "b"),
        box("c", 40),
        box("fixed", 60, { readonly: true }),
        box("o3", 80, { origin: accepted }),
      ],
      offers: [
        {
          bundle: 7,
          version: "v1",
          score: 0.8,
          annotations: [
            box("o1", 100, { confidence: 0.9 }),
            box("o2", 110, { confidence: 0.4, feature: "van" }),
            box("o3", 80, { confidence: 0.7 }),
            link("or", "o1", "o2"),
            box("a", 120, { confidence: 0.6 }),
            box("of", 130, { readonly: true }),
          ],
        },
        { bundle: 9, version: null, score: null, annotations: [box("p1", 140)] },
      ],
      rejected: [{ bundle: 9, key: "p1" }],
    },
    labels: [{ id: "L", author: "ada@example.org", version: 2, annotations: [box("a", 1)] }],
  };
}

export function loaded(from: Source = source()): Store {
  const store = new Store();
  store.load(from);
  return store;
}

/** Everything that is edited: the draft from bottom to top, places, and what was decided. */
export function state(store: Store): unknown {
  return {
    draft: [...store.draft.values()],
    places: [...store.draft.listed()].map((one) => one.key),
    rejected: rejectedIn(store),
  };
}

export function rejectedIn(store: Store): string[] {
  return [...store.content.decisions.rejected()].map((one: Offered) => `${one.bundle}/${one.key}`).sort();
}

const KEYS = ["a", "b", "c", "r", "fixed", "o1", "o2", "o3", "or", "of", "n1", "n2"];
const keys = fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 });
const offer = fc.constantFrom<LayerId>("offer:7", "offer:9", "offer:5");
const layer = fc.constantFrom<LayerId>("draft", "offer:7", "offer:9", "label:L");
const ref = fc.record<Ref>({ layer, key: fc.constantFrom(...KEYS, "p1") });
const pixels = fc.integer({ min: -50, max: 150 });

const simple: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(fc.constantFrom("n1", "n2", "a", "c"), pixels).map(([key, left]) => put(box(key, left))),
  fc.tuple(ref, pixels).map(([{ layer, key }, left]) => edit({ layer, key }, box(key, left))),
  keys.map(remove),
  fc.tuple(fc.array(ref, { maxLength: 4 }), pixels, pixels).map(([refs, dx, dy]) => move(refs, dx, dy)),
  fc.tuple(offer, keys).map(([id, some]) => accept(id, some)),
  fc.tuple(offer, fc.constantFrom(0, 0.5, 0.8)).map(([id, least]) => acceptAbove(id, least)),
  fc.tuple(offer, keys).map(([id, some]) => reject(id, [...some, "p1"])),
  fc.tuple(offer, keys).map(([id, some]) => restore(id, [...some, "p1"])),
  fc
    .tuple(keys, fc.constantFrom("front", "back", "forward", "backward") as fc.Arbitrary<"front">)
    .map(([some, to]) => reorder(some, to)),
);

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: simple },
  { weight: 1, arbitrary: fc.array(simple, { maxLength: 4 }).map((some) => group("Several", some)) },
);

export const commands = fc.array(command, { maxLength: 12 });
