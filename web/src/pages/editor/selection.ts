/** Selection: what the actions of the editor do to the regions that are selected. */

import { type Key, keyOf, type LayerId, madeFrom, newKey, type Ref } from "../../core/annotation";
import { accept } from "../../core/commands/accept";
import type { Command } from "../../core/commands/command";
import { editAll } from "../../core/commands/edit";
import { group } from "../../core/commands/group";
import { put } from "../../core/commands/put";
import { reject } from "../../core/commands/reject";
import { remove } from "../../core/commands/remove";
import type { Choice } from "../../core/ontology";
import type { Store } from "../../core/store";
import type { Annotation } from "../../core/wire";

/** How far a copy lies beside its original, in px of the asset. */
const BESIDE = 10;

/** Delete selected regions of the draft, and reject selected pre-labels. False when nothing is selected. */
export function deleteSelected(store: Store): boolean {
  const { selection } = store;
  if (selection.length === 0) return false;
  const drafted = keysIn(selection, "draft");
  const commands: Command[] = drafted.length > 0 ? [remove(drafted)] : [];
  for (const [layer, keys] of offeredIn(selection)) commands.push(reject(layer, keys));
  return run(store, commands, "Delete");
}

export function deleteAll(store: Store): boolean {
  const keys = [...store.draft.listed()].filter((one) => one.kind !== "classification").map(keyOf);
  return keys.length > 0 && run(store, [remove(keys)], "Delete all regions");
}

export function acceptSelected(store: Store): boolean {
  const commands = [...offeredIn(store.selection)].map(([layer, keys]) => accept(layer, keys));
  return run(store, commands, "Accept");
}

/** Reject selected pre-labels, also those of which the draft has a copy already: the label stream begins with copies. */
export function rejectSelected(store: Store): boolean {
  const commands: Command[] = [...offeredIn(store.selection)].map(([layer, keys]) => reject(layer, keys));
  const copies = keysIn(store.selection, "draft").filter((key) => {
    const annotation = store.draft.get(key);
    return annotation !== undefined && madeFrom(annotation) !== null;
  });
  if (copies.length > 0) commands.push(remove(copies));
  return run(store, commands, "Reject");
}

/** Give selected regions another label; those that cannot have it stay as they are. */
export function relabel(
  store: Store,
  choice: Choice | null,
  refs: readonly Ref[] = store.selection,
): boolean {
  const edits = refs.flatMap((ref) => {
    const annotation = store.at(ref);
    if (!annotation || !mayBe(store, annotation, choice)) return [];
    return [{ layer: ref.layer, annotation: labelled(store, annotation, choice) }];
  });
  return edits.length > 0 && store.apply(editAll(edits, "Change label")).isDone;
}

/** Whether an annotation may be given a label: what draws it has to draw the other too. */
export function mayBe(store: Store, annotation: Annotation, choice: Choice | null): boolean {
  const feature = store.ontology?.feature(choice?.feature);
  if (annotation.kind === "relationship") return choice === null || feature?.kind === "relationship";
  if (annotation.kind !== "object" || !annotation.geometry) return false;
  if (choice === null) return store.ontology?.unlabelled(annotation.geometry.type) !== undefined;
  return feature !== undefined && (store.ontology?.draws(feature, annotation.geometry.type) ?? false);
}

function labelled(store: Store, annotation: Annotation, choice: Choice | null): Annotation {
  const type = annotation.geometry?.type;
  const bare = type ? (store.ontology?.unlabelled(type)?.name ?? null) : null;
  const feature = choice ? choice.feature : bare;
  const labels = choice?.label ? [choice.label] : [];
  const { feature_id: _of, schema_id: _too, ...rest } = annotation;
  // Answers stay where the new label asks the same questions.
  const asked = new Set((store.ontology?.nested(feature, labels) ?? []).map((one) => one.name));
  const classifications = (annotation.classifications ?? []).filter((one) => asked.has(one.feature ?? ""));
  return { ...rest, feature, labels, classifications };
}

/** Copies of annotations, a little beside them and without where they came from. */
export function copiesOf(annotations: readonly Annotation[]): Annotation[] {
  return annotations
    .filter((one) => one.kind === "object")
    .map(({ origin: _origin, ext: _ext, confidence: _score, readonly: _lock, group: _group, ...rest }) => ({
      ...rest,
      key: newKey(),
      geometry: rest.geometry ? beside(rest.geometry) : rest.geometry,
    }));
}

type Geometry = NonNullable<Annotation["geometry"]>;

function beside(geometry: Geometry): Geometry {
  const by = BESIDE;
  const shift = (points: readonly (readonly [number, number])[]) => points.map(([x, y]) => [x + by, y + by]);
  switch (geometry.type) {
    case "box":
      return { ...geometry, left: geometry.left + by, top: geometry.top + by };
    case "ellipse":
      return { ...geometry, center_x: geometry.center_x + by, center_y: geometry.center_y + by };
    case "point":
      return { ...geometry, x: geometry.x + by, y: geometry.y + by };
    case "polygon":
    case "polyline":
      return { ...geometry, points: shift(geometry.points as [number, number][]) } as Geometry;
    default:
      return geometry;
  }
}

/** Put copies into the draft and select them. */
export function paste(store: Store, annotations: readonly Annotation[]): boolean {
  const copies = copiesOf(annotations);
  if (copies.length === 0) return false;
  run(store, copies.map(put), copies.length === 1 ? "Paste region" : `Paste ${copies.length} regions`);
  store.select(copies.map((one) => ({ layer: "draft", key: keyOf(one) })));
  return true;
}

export function selectedAnnotations(store: Store): Annotation[] {
  return store.selection.map((ref) => store.at(ref)).filter((one) => one !== undefined);
}

function run(store: Store, commands: readonly Command[], title: string): boolean {
  const [first] = commands;
  if (!first) return false;
  return store.apply(commands.length === 1 ? first : group(title, commands)).isDone;
}

function keysIn(refs: readonly Ref[], layer: LayerId): Key[] {
  return refs.filter((one) => one.layer === layer).map((one) => one.key);
}

function offeredIn(refs: readonly Ref[]): Map<LayerId, Key[]> {
  const found = new Map<LayerId, Key[]>();
  for (const { layer, key } of refs)
    if (layer.startsWith("offer:")) found.set(layer, [...(found.get(layer) ?? []), key]);
  return found;
}
