import { type Ref, type RefObject, useEffect, useState } from "react";
import type { Ref as AnnotationRef } from "../core/annotation";
import type { Store } from "../core/store";
import { Engine } from "../engine/engine";
import { makeTool } from "../engine/tools/table";

/** Asks a stage to bring an annotation into view: a CustomEvent with a ref as its detail. */
export const SHOW = "postil-show";

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
    const element = host.current;
    if (!engine || !element) return;
    const show = (event: Event): void => engine.reveal((event as CustomEvent<AnnotationRef>).detail, true);
    element.addEventListener(SHOW, show);
    return () => element.removeEventListener(SHOW, show);
  }, [host, engine]);
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
