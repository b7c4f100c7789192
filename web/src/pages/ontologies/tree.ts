import type { Feature } from "../../api/gen";

/** A feature without what is below it. */
export type Facts = Omit<Feature, "children">;

/** A feature in the editor. `key` is its own for as long as the editor is open, whatever it is called. */
export interface Node {
  readonly key: string;
  readonly facts: Readonly<Facts>;
  readonly children: Tree;
}

export type Tree = readonly Node[];

/** Where a node stands: below a parent, or null at the top, as the n-th. */
export interface Place {
  readonly parent: string | null;
  readonly index: number;
}

let lastKey = 0;

/** Makes a node; keys are never given twice. */
export function makeNode(facts: Facts, children: Tree = []): Node {
  lastKey += 1;
  return { key: `n${lastKey}`, facts, children };
}

export function fromFeatures(features: readonly Feature[]): Tree {
  return features.map(({ children, ...facts }) => makeNode(facts, fromFeatures(children ?? [])));
}

export function toFeatures(tree: Tree): Feature[] {
  return tree.map(({ facts, children }) => ({
    ...facts,
    ...(children.length > 0 ? { children: toFeatures(children) } : {}),
  }));
}

/** Every node, parents first. */
export function* walk(tree: Tree): Generator<Node> {
  for (const node of tree) {
    yield node;
    yield* walk(node.children);
  }
}

export function find(tree: Tree, key: string | null): Node | null {
  for (const node of walk(tree)) {
    if (node.key === key) {
      return node;
    }
  }
  return null;
}

/** The nodes from the top down to one, which is the last; none when it is not there. */
export function pathTo(tree: Tree, key: string): Node[] {
  for (const node of tree) {
    if (node.key === key) {
      return [node];
    }
    const below = pathTo(node.children, key);
    if (below.length > 0) {
      return [node, ...below];
    }
  }
  return [];
}

export function placeOf(tree: Tree, key: string): Place | null {
  const path = pathTo(tree, key);
  const parent = path.at(-2) ?? null;
  const index = (parent?.children ?? tree).findIndex((node) => node.key === key);
  return index < 0 ? null : { parent: parent?.key ?? null, index };
}

/** The node at a JSON pointer such as `/features/0/children/2/name`, and the field at its end. */
export function atPointer(tree: Tree, pointer: string): { node: Node | null; field: string } {
  const steps = pointer.split("/").slice(1);
  let node: Node | null = null;
  let level: Tree = tree;
  while ((steps[0] === "features" || steps[0] === "children") && steps[1] !== undefined) {
    const next: Node | undefined = level[Number(steps[1])];
    if (!next) {
      break;
    }
    node = next;
    level = next.children;
    steps.splice(0, 2);
  }
  return { node, field: steps[0] ?? "" };
}

export function update(tree: Tree, key: string, change: Partial<Facts>): Tree {
  return mapped(tree, key, (node) => ({ ...node, facts: { ...node.facts, ...change } }));
}

function mapped(tree: Tree, key: string, change: (node: Node) => Node): Tree {
  let isChanged = false;
  const next = tree.map((node) => {
    const other = node.key === key ? change(node) : withChildren(node, mapped(node.children, key, change));
    isChanged ||= other !== node;
    return other;
  });
  return isChanged ? next : tree;
}

function withChildren(node: Node, children: Tree): Node {
  return children === node.children ? node : { ...node, children };
}

export function remove(tree: Tree, key: string): Tree {
  if (tree.some((node) => node.key === key)) {
    return tree.filter((node) => node.key !== key);
  }
  let isChanged = false;
  const next = tree.map((node) => {
    const other = withChildren(node, remove(node.children, key));
    isChanged ||= other !== node;
    return other;
  });
  return isChanged ? next : tree;
}

export function insert(tree: Tree, { parent, index }: Place, node: Node): Tree {
  if (parent === null) {
    return tree.toSpliced(index, 0, node);
  }
  return mapped(tree, parent, (found) => ({ ...found, children: found.children.toSpliced(index, 0, node) }));
}

/** Puts a node, with all below it, elsewhere. `to.index` counts what is there before the move. */
export function move(tree: Tree, key: string, to: Place): Tree {
  const from = placeOf(tree, key);
  const node = find(tree, key);
  if (!from || !node || (to.parent !== null && (!find(tree, to.parent) || find([node], to.parent)))) {
    return tree;
  }
  const isBehind = from.parent === to.parent && from.index < to.index;
  const index = isBehind ? to.index - 1 : to.index;
  return isBehind && index === from.index ? tree : insert(remove(tree, key), { ...to, index }, node);
}

/** Where a key press takes a node: up, down, out of its parent, or into the one above it. Null when it cannot. */
export function stepped(tree: Tree, key: string, step: "up" | "down" | "out" | "in"): Place | null {
  const place = placeOf(tree, key);
  if (!place) {
    return null;
  }
  const siblings = place.parent === null ? tree : (find(tree, place.parent)?.children ?? []);
  switch (step) {
    case "up":
      return place.index > 0 ? { ...place, index: place.index - 1 } : null;
    case "down":
      return place.index < siblings.length - 1 ? { ...place, index: place.index + 2 } : null;
    case "out": {
      const parent = place.parent === null ? null : placeOf(tree, place.parent);
      return parent && { parent: parent.parent, index: parent.index + 1 };
    }
    case "in": {
      const above = siblings[place.index - 1];
      return above ? { parent: above.key, index: above.children.length } : null;
    }
  }
}
