import { useEffect, useState, useSyncExternalStore } from "react";
import type { SyncView } from "../../core/sync-view";
import { Desk, type DeskNotes, type DeskState } from "./desk";
import { currentKeymap, subscribeChoice } from "./keymap-choice";
import type { EditorSession } from "./session";

let held: { desk: Desk; users: number } | null = null;

/** One desk per window: going from the queue to a task and back keeps it, leaving the editor does not. */
function acquire(project: string): Desk {
  if (held?.desk.projectUid !== project) {
    if (held) void held.desk.leave();
    held = { desk: new Desk(project), users: 0 };
  }
  return held.desk;
}

function release(desk: Desk): void {
  if (held?.desk !== desk) return;
  held.users -= 1;
  setTimeout(() => {
    if (held?.desk !== desk || held.users > 0) return;
    held = null;
    void desk.leave();
  }, 50);
}

/** Sit down at the desk of a project; `task` is null for the next of the queue. */
export function useDesk(project: string, task: number | null): Desk {
  const [desk, setDesk] = useState(() => acquire(project));
  useEffect(() => {
    const own = acquire(project);
    setDesk(own);
    if (held) held.users += 1;
    void own.start(task);
    const stop = subscribeChoice(() => {
      own.keys.keymap = currentKeymap();
    });
    return () => {
      stop();
      release(own);
    };
  }, [project, task]);
  useEffect(() => watchPage(desk), [desk]);
  return desk;
}

/** Before the page goes away, what is unsent is handed over; when the network is back, it is sent. */
function watchPage(desk: Desk): () => void {
  const leave = () => desk.session?.sync.leave();
  const retry = () => desk.session?.sync.retry();
  const hide = () => document.visibilityState === "hidden" && leave();
  const ask = (event: BeforeUnloadEvent) => {
    const view = desk.session?.sync.view;
    if (view && view.waiting > 0 && !view.isKept) event.preventDefault();
  };
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", retry);
  window.addEventListener("beforeunload", ask);
  document.addEventListener("visibilitychange", hide);
  return () => {
    window.removeEventListener("pagehide", leave);
    window.removeEventListener("online", retry);
    window.removeEventListener("beforeunload", ask);
    document.removeEventListener("visibilitychange", hide);
  };
}

export function useDeskState(desk: Desk): { state: DeskState; notes: DeskNotes } {
  const state = useSyncExternalStore(desk.subscribe, () => desk.state);
  const notes = useSyncExternalStore(desk.subscribe, () => desk.notes);
  return { state, notes };
}

export function useSync(session: EditorSession): SyncView {
  return useSyncExternalStore(session.sync.subscribe, () => session.sync.view);
}
