import { useMemo, useSyncExternalStore } from "react";
import { featureKeys } from "../../core/keys/feature-keys";
import type { Keymap } from "../../core/keys/keymap";
import type { Keys } from "../../core/keys/keys";
import type { Choice } from "../../core/ontology";

export function useKeymap(keys: Keys): Keymap {
  return useSyncExternalStore(
    (listener) => keys.subscribe(listener),
    () => keys.keymap,
  );
}

/** The first key of a sequence that is under way, for a hint on the page. */
export function useBegun(keys: Keys): string | null {
  return useSyncExternalStore(
    (listener) => keys.subscribe(listener),
    () => keys.begun,
  );
}

/** The key of each choice of an ontology, in their order. */
export function useFeatureKeys(keys: Keys, choices: readonly Choice[]): readonly (string | null)[] {
  const keymap = useKeymap(keys);
  return useMemo(() => featureKeys(choices, keymap), [choices, keymap]);
}
