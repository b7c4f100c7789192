/** Passages: what a span marks, for whoever lists spans without having the text. */

import { useSyncExternalStore } from "react";
import type { Store } from "../core/store";
import type { Annotation } from "../core/wire";
import type { Offsets } from "../text/offsets";

const LONGEST = 60;
const known = new WeakMap<Store, Map<string | null, Offsets>>();
const listeners = new Set<() => void>();

/** Make the text of an asset known, null for the only one. */
export function setPassages(store: Store, asset: string | null, offsets: Offsets): void {
  known.set(store, new Map(known.get(store)).set(asset, offsets));
  for (const listener of listeners) listener();
}

/** The beginning of what a span marks; its quotation, or nothing, while its text is not known. */
export function usePassage(store: Store, annotation: Annotation | undefined): string {
  return useSyncExternalStore(subscribe, () => passageOf(store, annotation));
}

export function passageOf(store: Store, annotation: Annotation | undefined): string {
  const geometry = annotation?.geometry;
  if (geometry?.type !== "text_span") return "";
  const texts = known.get(store);
  const offsets = texts?.get(annotation?.target?.asset || null) ?? texts?.get(null);
  if (!offsets || geometry.unit === "utf16") return geometry.text ?? "";
  const shown = offsets.slice(geometry.start, Math.min(geometry.end, geometry.start + LONGEST));
  return shown.replace(/\s+/g, " ");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
