import { useCallback, useMemo, useState } from "react";
import type { Draft } from "./draft";
import { begin, changed, type History, redone, undone } from "./history";
import type { Tree } from "./tree";

export interface DraftState {
  draft: Draft;
  /** Changes the draft; changes `about` the same, such as one name, are taken back together. */
  change: (part: Partial<Draft>, about?: string) => void;
  changeTree: (change: (tree: Tree) => Tree, about?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  /** Whether anything differs from what was begun with. */
  isChanged: boolean;
  /** Begins with another draft: what is kept on the server now. */
  reset: (draft: Draft) => void;
}

/** An ontology that is edited, with its history. */
export function useDraft(initial: Draft): DraftState {
  const [history, setHistory] = useState<History<Draft>>(() => begin(initial));
  const [kept, setKept] = useState(initial);
  const change = useCallback((part: Partial<Draft>, about?: string) => {
    setHistory((before) => changed(before, { ...before.present, ...part }, about ?? null));
  }, []);
  const changeTree = useCallback((act: (tree: Tree) => Tree, about?: string) => {
    setHistory((before) => {
      const tree = act(before.present.tree);
      return tree === before.present.tree
        ? before
        : changed(before, { ...before.present, tree }, about ?? null);
    });
  }, []);
  const undo = useCallback(() => setHistory(undone), []);
  const redo = useCallback(() => setHistory(redone), []);
  const reset = useCallback((draft: Draft) => {
    setKept(draft);
    setHistory(begin(draft));
  }, []);
  return useMemo(
    () => ({
      draft: history.present,
      change,
      changeTree,
      undo,
      redo,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      isChanged: history.present !== kept,
      reset,
    }),
    [history, kept, change, changeTree, undo, redo, reset],
  );
}
