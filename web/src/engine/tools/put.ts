import { put } from "../../core/commands/put";
import { roundedShape } from "../../core/geometry/map";
import type { Shape } from "../../core/wire";
import type { ToolHost } from "./tool";

/** Puts a shape into the draft, as whatever is active, and selects it. */
export function putShape(host: ToolHost, shape: Shape): void {
  const annotation = host.store.blank(roundedShape(shape));
  host.store.apply(put(annotation));
  host.store.select([{ layer: "draft", key: annotation.key ?? "" }]);
}

/** The colour in which something is drawn that is not there yet. */
export function activeColor(host: ToolHost, type: Shape["type"]): string {
  const { store } = host;
  const feature = store.ontology?.drawing(type, store.activeFeature)?.name ?? store.activeFeature;
  return store.ontology?.color(feature, store.activeLabel ? [store.activeLabel] : []) ?? "#3b82f6";
}

/** Selects nothing; whether anything was selected. */
export function deselect(host: ToolHost): boolean {
  const had = host.store.selection.length > 0;
  host.store.select([]);
  return had;
}
