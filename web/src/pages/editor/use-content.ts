import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Change } from "../../core/change";
import type { Store } from "../../core/store";
import type { Aspect } from "../../core/view";

const NONE: readonly Aspect[] = [];

/**
 * Return what is made of the annotations of a store, made again only when they change.
 *
 * @param make a function that stays the same between renders; it may be slow for thousands of annotations.
 * @param aspects what of the view it depends on too.
 */
export function useContent<T>(store: Store, make: (store: Store) => T, aspects: readonly Aspect[] = NONE): T {
  const made = useRef<{ store: Store; make: unknown; result: T } | null>(null);
  const subscribe = useCallback(
    (listener: () => void) =>
      store.subscribe((change) => {
        if (!matters(change, aspects)) return;
        made.current = null;
        listener();
      }),
    [store, aspects],
  );
  const find = useCallback((): T => {
    const known = made.current;
    if (known && known.store === store && known.make === make) return known.result;
    const result = make(store);
    made.current = { store, make, result };
    return result;
  }, [store, make]);
  return useSyncExternalStore(subscribe, find);
}

function matters(change: Change, aspects: readonly Aspect[]): boolean {
  if (!("layer" in change)) return aspects.some((one) => change.aspects.has(one));
  return change.cause !== "saved" || change.put.length + change.removed.length > 0;
}
