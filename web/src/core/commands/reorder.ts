import { type Key, keyOf } from "../annotation";
import { shapeBounds } from "../geometry/bounds";
import { type Bounds, doMeet, isShape } from "../geometry/plane";
import type { Refusal } from "../refusal";
import { putStep } from "../steps";
import type { Annotation } from "../wire";
import type { ReorderCommand, Resolved, Scene } from "./command";
import { guard } from "./guard";

export function reorder(keys: readonly Key[], to: ReorderCommand["to"]): ReorderCommand {
  return { op: "reorder", keys, to };
}

interface Item {
  readonly annotation: Annotation;
  readonly place: number;
  readonly bounds: Bounds | null;
  order: number;
}

export function resolveReorder(command: ReorderCommand, scene: Scene): Resolved {
  const refused: Refusal[] = command.keys
    .map((key) => guard(scene, "draft", key))
    .filter((one) => one !== null);
  const barred = new Set(refused.map((one) => one.key));
  const items = [...scene.content.draft.listed()].map(item);
  const stack = sortedItems(items);
  const chosen = new Set(command.keys.filter((key) => !barred.has(key)));
  const isUp = command.to === "front" || command.to === "forward";
  // The topmost goes first when all go up, so that none of them stands in another's way.
  const movers = stack.filter((one) => chosen.has(keyOf(one.annotation)));
  for (const mover of isUp ? movers.reverse() : movers) shift(mover, sortedItems(items), command.to, chosen);
  const steps = items
    .filter((one) => one.order !== (one.annotation.order ?? 0))
    .map((one) => putStep({ ...one.annotation, order: one.order }, one.annotation, one.place));
  return { steps, refused };
}

function item(annotation: Annotation, place: number): Item {
  const bounds = isShape(annotation.geometry) ? shapeBounds(annotation.geometry) : null;
  return { annotation, place, bounds, order: annotation.order ?? 0 };
}

function sortedItems(items: readonly Item[]): Item[] {
  return [...items].sort((one, other) => one.order - other.order || one.place - other.place);
}

/** Moves one item past what is above (or below) it, and what it would overtake needlessly after it. */
function shift(mover: Item, stack: Item[], to: ReorderCommand["to"], chosen: ReadonlySet<Key>): void {
  const isUp = to === "front" || to === "forward";
  const way = isUp ? 1 : -1;
  const line = isUp ? stack : stack.reverse();
  const ahead = line
    .slice(line.indexOf(mover) + 1)
    .filter((one) => one.bounds && mover.bounds && doMeet(one.bounds, mover.bounds))
    .filter((one) => !chosen.has(keyOf(one.annotation)));
  const passed = to === "forward" || to === "backward" ? ahead[0] : ahead[ahead.length - 1];
  if (!passed) return;
  mover.order = orderPast(mover, passed, way);
  if (to === "front" || to === "back") return;
  // Whatever lies beyond and overlaps something that moved has to stay beyond it.
  const movedItems = [mover];
  for (const one of line.slice(line.indexOf(passed) + 1)) {
    for (const lower of movedItems) {
      const isOver = one.bounds && lower.bounds && doMeet(one.bounds, lower.bounds);
      if (!isOver || isPast(one, lower, way) || one === lower || one.annotation.readonly) continue;
      one.order = orderPast(one, lower, way);
      if (!movedItems.includes(one)) movedItems.push(one);
    }
  }
}

function orderPast(one: Item, other: Item, way: number): number {
  return (one.place - other.place) * way > 0 ? other.order : other.order + way;
}

function isPast(one: Item, other: Item, way: number): boolean {
  return (one.order - other.order || one.place - other.place) * way > 0;
}
