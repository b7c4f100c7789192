import type { Ref } from "../core/annotation";
import { link } from "../core/commands/link";
import { refusal } from "../core/refusal";
import { isSameRef } from "../core/view";
import { makeSpan, whyNot } from "./edits";
import { type Extent, quoted, snapped } from "./select";
import type { TextView } from "./view";

/** Makes a span of what is selected, unless a reason is read aloud why not. */
export function mark(view: TextView, extent: Extent): void {
  const reason = view.options.isReadOnly ? "This is only looked at." : whyNot(view.store);
  if (reason) {
    view.options.announce(reason);
    return;
  }
  view.showing(() => {
    const made = makeSpan(view.store, view.offsets, extent);
    if (made) view.options.announce(`${view.titleOf(made)} added: ${quoted(view.page.text, extent)}`);
  });
  view.caret.put(extent.end);
}

/** What a drag or double click means: whole words while the store snaps, and `isExact` turns that round. */
export function meant(view: TextView, extent: Extent, isExact: boolean): Extent {
  return view.store.view.isSnapping === isExact ? extent : snapped(view.page.text, extent);
}

/** Selects a span, or ends a relationship at it. */
export function pick(view: TextView, ref: Ref, isMore: boolean): void {
  if (isRelating(view) && !view.options.isReadOnly) {
    relate(view, ref);
    return;
  }
  const others = isMore ? view.store.selection.filter((one) => !isSameRef(one, ref)) : [];
  view.showing(() => view.store.select([...others, ref]));
  view.options.announce(`${view.titleOf(ref)} selected`);
}

/** Whether clicks join spans: a relationship is active, or the tool for them without a feature. */
function isRelating({ store }: TextView): boolean {
  const active = store.ontology?.feature(store.activeFeature);
  return active ? active.kind === "relationship" : store.activeTool === "relation";
}

function relate(view: TextView, ref: Ref): void {
  const { store } = view;
  if (!view.pending || isSameRef(view.pending, ref)) {
    view.pending = view.pending ? null : ref;
    view.options.announce(
      view.pending ? `Relation from ${view.titleOf(ref)}: choose where it ends` : "No relation",
    );
    view.invalidate();
    return;
  }
  const source = view.pending;
  view.pending = null;
  const feature = relationship(view, source, ref);
  if (feature === undefined) {
    store.refuse([refusal(ref.layer, ref.key, "not_joined")]);
    view.options.announce("No relationship of this project joins these two");
    return;
  }
  const labels =
    feature !== null && feature === store.activeFeature && store.activeLabel ? [store.activeLabel] : [];
  const command = link(source, ref, feature, labels);
  if (!store.apply(command).isDone) return;
  view.showing(() => store.select([{ layer: "draft", key: command.annotation.key ?? "" }]));
  view.options.announce(`Relation added from ${view.titleOf(source)} to ${view.titleOf(ref)}`);
}

/** Name of the relationship that joins two: the active one, or the first that may; undefined when none may. */
function relationship({ store }: TextView, source: Ref, target: Ref): string | null | undefined {
  const { ontology } = store;
  if (!ontology || ontology.relationships.length === 0) return null;
  const may = (name: string): boolean =>
    ontology.mayJoin(name, store.at(source)?.feature, store.at(target)?.feature);
  const active = ontology.feature(store.activeFeature);
  if (active?.kind === "relationship") return may(active.name) ? active.name : undefined;
  return ontology.relationships.find((one) => may(one.name))?.name;
}
