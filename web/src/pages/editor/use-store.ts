import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Store } from "../../core/store";

/**
 * Return what a selector finds in a store, and render again when that changes.
 *
 * @param isSame compares two results; give one where the selector makes a new object each time.
 */
export function useStore<T>(
  store: Store,
  select: (store: Store) => T,
  isSame: (a: T, b: T) => boolean = Object.is,
): T {
  const last = useRef<{ version: number; store: Store; select: unknown; found: T } | null>(null);
  const find = useCallback((): T => {
    const known = last.current;
    if (known && known.store === store && known.version === store.version && known.select === select)
      return known.found;
    const fresh = select(store);
    const found = known && known.store === store && isSame(known.found, fresh) ? known.found : fresh;
    last.current = { version: store.version, store, select, found };
    return found;
  }, [store, select, isSame]);
  return useSyncExternalStore(store.subscribe, find);
}
