import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { begin, changed, redone, undone } from "../../../src/pages/ontologies/history";
import {
  atPointer,
  find,
  fromFeatures,
  insert,
  makeNode,
  move,
  type Node,
  pathTo,
  placeOf,
  remove,
  stepped,
  type Tree,
  toFeatures,
  update,
  walk,
} from "../../../src/pages/ontologies/tree";

const shape = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc
    .array(
      fc.record({
        name: fc.string({ maxLength: 3 }),
        below: fc.oneof({ depthSize: "small" }, fc.constant([]), tie("tree")),
      }),
      { maxLength: 4 },
    )
    .map((found) => found.map(({ name, below }) => makeNode({ name, kind: "box" }, below as Tree))),
})).tree;

const keys = (tree: Tree) => [...walk(tree)].map((node) => node.key);
const names = (tree: Tree): unknown => tree.map((node) => [node.facts.name, names(node.children)]);
const leaf = (name: string, ...children: Node[]) => makeNode({ name, kind: "box" }, children);

/** A tree, one of its nodes, and a place in it. */
const moving = shape
  .filter((tree) => keys(tree).length > 1)
  .chain((tree) => {
    const all = keys(tree);
    return fc.record({
      tree: fc.constant(tree),
      key: fc.constantFrom(...all),
      parent: fc.constantFrom(null, ...all),
      index: fc.nat({ max: 5 }),
    });
  });

describe("a tree of features", () => {
  it("is the same features after coming in and going out", () => {
    const features = [
      { name: "car", kind: "box" as const, children: [{ name: "q", kind: "radio" as const, id: "7" }] },
      { name: "x", kind: "text" as const },
    ];
    expect(toFeatures(fromFeatures(features))).toEqual(features);
  });

  it("keeps every node once when one is moved anywhere", () => {
    fc.assert(
      fc.property(moving, ({ tree, key, parent, index }) => {
        const found = move(tree, key, { parent, index });
        expect(keys(found).toSorted()).toEqual(keys(tree).toSorted());
        expect(new Set(keys(found)).size).toBe(keys(tree).length);
      }),
    );
  });

  it("moves a node with all below it, to where it was asked to stand", () => {
    fc.assert(
      fc.property(moving, ({ tree, key, parent, index }) => {
        const node = find(tree, key) as Node;
        fc.pre(parent === null || !find([node], parent));
        const siblings = parent === null ? tree : (find(tree, parent) as Node).children;
        fc.pre(index <= siblings.length);
        const before = siblings[index]?.key;
        const found = move(tree, key, { parent, index });
        expect(find(found, key)).toEqual(node);
        const place = placeOf(found, key);
        expect(place?.parent).toBe(parent);
        const after = parent === null ? found : (find(found, parent) as Node).children;
        const next = after[(place?.index ?? 0) + 1]?.key;
        expect(before === key ? next : before).toBe(next);
      }),
    );
  });

  it("never puts a node below itself", () => {
    const inner = leaf("b");
    const tree = [leaf("a", inner)];
    const [outer] = tree;
    expect(move(tree, (outer as Node).key, { parent: inner.key, index: 0 })).toBe(tree);
  });

  it("is as before when what was inserted is removed", () => {
    fc.assert(
      fc.property(moving, ({ tree, parent, index }) => {
        const node = leaf("new");
        const siblings = parent === null ? tree : (find(tree, parent) as Node).children;
        const at = Math.min(index, siblings.length);
        expect(remove(insert(tree, { parent, index: at }, node), node.key)).toEqual(tree);
      }),
    );
  });

  it("moves back by the opposite step", () => {
    fc.assert(
      fc.property(moving, ({ tree, key }) => {
        for (const [step, back] of [
          ["up", "down"],
          ["down", "up"],
          ["in", "out"],
        ] as const) {
          const place = stepped(tree, key, step);
          if (place) {
            const there = move(tree, key, place);
            const home = stepped(there, key, back);
            expect(home && names(move(there, key, home))).toEqual(names(tree));
          }
        }
      }),
    );
  });

  it("changes nothing but the node it is asked to change", () => {
    const tree = [leaf("a"), leaf("b", leaf("c"))];
    const target = tree[1]?.children[0] as Node;
    const found = update(tree, target.key, { name: "z" });
    expect(names(found)).toEqual([
      ["a", []],
      ["b", [["z", []]]],
    ]);
    expect(found[0]).toBe(tree[0]);
    expect(update(tree, "nothing", { name: "z" })).toBe(tree);
  });

  it("finds the node and field a pointer of the server means", () => {
    const tree = [leaf("a"), leaf("b", leaf("c"))];
    expect(atPointer(tree, "/features/1/children/0/name")).toEqual({
      node: tree[1]?.children[0],
      field: "name",
    });
    expect(atPointer(tree, "/features/0/children")).toEqual({ node: tree[0], field: "children" });
    expect(atPointer(tree, "/features")).toEqual({ node: null, field: "features" });
  });

  it("tells the way down to a node", () => {
    const inner = leaf("c");
    const tree = [leaf("a"), leaf("b", inner)];
    expect(pathTo(tree, inner.key).map((node) => node.facts.name)).toEqual(["b", "c"]);
    expect(pathTo(tree, "nothing")).toEqual([]);
  });
});

describe("taking back", () => {
  it("goes back to every state and forward again", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 20 }), (values) => {
        const distinct = values.filter((value, at) => at === 0 || value !== values[at - 1]);
        const [first, ...rest] = distinct as [number, ...number[]];
        let history = rest.reduce((found, value) => changed(found, value), begin(first));
        for (const expected of distinct.toReversed().slice(1)) {
          history = undone(history);
          expect(history.present).toBe(expected);
        }
        expect(undone(history)).toBe(history);
        for (const expected of rest) {
          history = redone(history);
          expect(history.present).toBe(expected);
        }
      }),
    );
  });

  it("takes back what was typed into one field at once", () => {
    let history = begin("");
    for (const text of ["c", "ca", "car"]) {
      history = changed(history, text, "name of 1");
    }
    history = changed(history, "cars!", "name of 2");
    expect(undone(history).present).toBe("car");
    expect(undone(undone(history)).present).toBe("");
  });

  it("forgets what was taken back when something else is done", () => {
    const history = changed(undone(changed(begin(1), 2)), 3);
    expect(redone(history).present).toBe(3);
  });
});
