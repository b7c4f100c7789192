import { type Ref, type RefObject, useEffect, useState } from "react";
import type { Store } from "../core/store";
import { Engine } from "../engine/engine";
import { makeTool } from "../engine/tools/table";

/** An engine in a host for as long as the component is shown; it uses whatever tool the store says. */
export function useEngine(
  host: RefObject<HTMLElement | null>,
  store: Store,
  engineRef: Ref<Engine | null> | undefined,
  isReadOnly: boolean,
): Engine | null {
  const [engine, setEngine] = useState<Engine | null>(null);
  useEffect(() => {
    if (!host.current) return;
    const made = new Engine(host.current, store);
    setEngine(made);
    return () => {
      made.destroy();
      setEngine(null);
    };
  }, [host, store]);
  useEffect(() => {
    give(engineRef, engine);
    return () => give(engineRef, null);
  }, [engineRef, engine]);
  useEffect(() => {
    if (!engine) return;
    let name: string | null = null;
    const follow = (): void => {
      if (name === store.activeTool) return;
      name = store.activeTool;
      engine.use(isReadOnly ? null : makeTool(name, engine));
    };
    follow();
    return store.subscribe((change) => {
      if (change.view && change.aspects.has("tool")) follow();
    });
  }, [engine, store, isReadOnly]);
  return engine;
}

function give(to: Ref<Engine | null> | undefined, engine: Engine | null): void {
  if (typeof to === "function") to(engine);
  else if (to) to.current = engine;
}
