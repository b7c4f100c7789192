import { useSyncExternalStore } from "react";
import type { Store } from "../core/store";

/** Renders again whenever a store changes; for stages whose number of parts is small. */
export function useVersion(store: Store): number {
  return useSyncExternalStore(store.subscribe, () => store.version);
}
