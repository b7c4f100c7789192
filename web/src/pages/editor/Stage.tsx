import { useCallback, useEffect, useRef, useState } from "react";
import type { Engine } from "../../engine/engine";
import { stageOf } from "../../stages/table";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import { announce } from "../../ui/Toast";
import { Aim } from "./aim";
import styles from "./Editor.module.css";
import type { EditorSession } from "./session";
import { onShow } from "./show-region";

/** The stage for what the data row is. It has the focus when a task is opened: keys work at once. */
export function Stage({ session }: { session: EditorSession }) {
  const { data_row: row } = session.task;
  const Shown = stageOf(row.media_type);
  const frame = useRef<HTMLDivElement>(null);
  const [engine, setEngine] = useState<Engine | null>(null);
  const take = useCallback((given: Engine | null) => setEngine(given), []);
  useEffect(() => {
    const host = frame.current && focusableIn(frame.current);
    if (document.activeElement === document.body || document.activeElement === null)
      host?.focus({ preventScroll: true });
    if (!engine || !host) return;
    return bindEngine(engine, host, session);
  }, [engine, session]);
  useEffect(() => {
    // Stages without an engine are told by an event.
    if (engine) return;
    return onShow((ref) => {
      const host = frame.current && focusableIn(frame.current);
      host?.dispatchEvent(new CustomEvent("postil-show", { detail: ref }));
    });
  }, [engine]);
  return (
    <div ref={frame} className={styles.frame} data-stage={TIMED.has(row.media_type) ? "time" : "canvas"}>
      <ErrorBoundary>
        <Shown store={session.store} row={row} engineRef={take} />
      </ErrorBoundary>
    </div>
  );
}

const TIMED = new Set(["audio", "video", "series"]);

/** What of a stage takes keys. */
export function focusableIn(frame: Element): HTMLElement | null {
  return frame.querySelector<HTMLElement>('[role="application"], [tabindex="0"]');
}

function bindEngine(engine: Engine, host: HTMLElement, { keys, store }: EditorSession): () => void {
  const aim = new Aim(engine, host, store, announce);
  const { camera } = engine;
  const stops = [
    onShow((ref) => engine.reveal(ref)),
    keys.bind("aim.next", () => aim.nextCorner(1)),
    keys.bind("aim.previous", () => aim.nextCorner(-1)),
    keys.bind("view.fit", () => camera.fit()),
    keys.bind("view.zoomIn", () => camera.zoomBy(1.25)),
    keys.bind("view.zoomOut", () => camera.zoomBy(1 / 1.25)),
    () => aim.close(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
