import { type RefObject, useEffect, useMemo, useRef } from "react";
import { keyOf, type Ref } from "../../core/annotation";
import { reorder } from "../../core/commands/reorder";
import type { ActionId } from "../../core/keys/actions";
import type { Deed } from "../../core/keys/keys";
import type { Annotation } from "../../core/wire";
import { TOOLS, toolFor } from "../../engine/tools/table";
import { announce } from "../../ui/Toast";
import type { Desk } from "./desk";
import { pick } from "./pick";
import { regionsOf } from "./regions";
import { acceptAll } from "./review/accept-all";
import { focusableIn } from "./Stage";
import {
  acceptSelected,
  deleteAll,
  deleteSelected,
  paste,
  rejectSelected,
  selectedAnnotations,
} from "./selection";
import type { EditorSession } from "./session";
import { showRegion } from "./show-region";
import { actionOfTool } from "./tools";
import { useFeatureKeys } from "./use-keymap";

type Ask = (what: "help" | "palette" | "skip") => () => void;

/** Copied regions last as long as the window: what is copied in one task can be pasted in another. */
let clipboard: readonly Annotation[] = [];

export interface Acts {
  readonly focusStage: () => void;
}

/** Let the keys do what the editor can do; a stage and the review panel bind what is theirs themselves. */
export function useActions(
  desk: Desk,
  session: EditorSession,
  stage: RefObject<HTMLElement | null>,
  ask: Ask,
): Acts {
  const { keys, store, ontology } = session;
  const chords = useFeatureKeys(keys, ontology.choices);
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    const deeds = deedsOf(desk, session, (what) => asking.current(what)());
    const stops = Object.entries(deeds).map(([id, deed]) => keys.bind(id as ActionId, deed));
    return () => {
      for (const stop of stops) stop();
    };
  }, [desk, session, keys]);
  useEffect(() => {
    const stop = keys.bindFeatures((no) => {
      const choice = ontology.choices[no];
      if (!choice) return false;
      pick(session, choice);
      announce(choice.title);
    }, chords);
    return stop;
  }, [keys, chords, ontology, session]);
  useEffect(
    () =>
      store.subscribe((change) => {
        const [refusal] = "layer" in change ? [] : (change.refused ?? []);
        if (refusal) announce(`${refusal.message}. ${refusal.hint}`);
      }),
    [store],
  );
  return useMemo(
    () => ({
      focusStage: () => {
        const frame = stage.current?.querySelector("[data-stage]");
        if (frame) focusableIn(frame)?.focus({ preventScroll: true });
      },
    }),
    [stage],
  );
}

function deedsOf(desk: Desk, session: EditorSession, ask: (what: "help" | "palette" | "skip") => void) {
  const { store } = session;
  return {
    "palette.open": () => ask("palette"),
    "help.open": () => ask("help"),
    "task.submit": () => void desk.submit(),
    "task.skip": () => ask("skip"),
    "task.next": () => void desk.next(),
    "task.previous": () => desk.canGoBack && void desk.previous(),
    "edit.undo": () => said(store.undo(), `Undone: ${store.redoTitle}`),
    "edit.redo": () => said(store.redo(), `Redone: ${store.undoTitle}`),
    "region.deleteAll": () => deleteAll(store),
    "region.inspect": focusDetails,
    ...regionDeeds(session),
    ...predictionDeeds(session),
    ...toolDeeds(session),
  } satisfies Partial<Record<ActionId, Deed>>;
}

function said(isDone: boolean, words: string): boolean {
  if (isDone) announce(words);
  return isDone;
}

function regionDeeds(session: EditorSession) {
  const { store } = session;
  const isAny = () => store.selection.length > 0;
  const drafted = () => store.selection.filter((one) => one.layer === "draft").map((one) => one.key);
  return {
    "region.copy": () => {
      if (!isAny() || isTextMarked()) return false;
      clipboard = selectedAnnotations(store);
      announce(clipboard.length === 1 ? "Copied" : `${clipboard.length} regions copied`);
    },
    "region.paste": () => paste(store, clipboard),
    "region.duplicate": () => isAny() && paste(store, selectedAnnotations(store)),
    "region.delete": () => said(deleteSelected(store), "Deleted"),
    "region.selectAll": () => store.select([...visible(session)]),
    "region.next": () => step(session, 1),
    "region.previous": () => step(session, -1),
    "region.deselect": () => deselect(session),
    "region.hide": () => isAny() && store.hide(store.selection, !isHidden(session)),
    "region.hideAll": () => store.hideAll(!store.hidden.all),
    "region.lock": () => isAny() && store.lock(store.selection, !isLocked(session)),
    "region.lockAll": () => {
      const all = [...store.draft.values()].map((one): Ref => ({ layer: "draft", key: keyOf(one) }));
      store.lock(all, !all.every((one) => store.isLocked(one.layer, one.key)));
    },
    "region.raise": () => drafted().length > 0 && store.apply(reorder(drafted(), "forward")),
    "region.lower": () => drafted().length > 0 && store.apply(reorder(drafted(), "backward")),
  } satisfies Partial<Record<ActionId, Deed>>;
}

/** Whether words beside the stage are marked: whoever copies then means them, such as those of a comment. */
function isTextMarked(): boolean {
  const marked = getSelection();
  const within = marked?.anchorNode?.parentElement;
  return marked?.isCollapsed === false && within != null && within.closest("[data-stage]") === null;
}

function predictionDeeds({ store }: EditorSession) {
  return {
    "prediction.accept": () => said(acceptSelected(store), "Accepted"),
    "prediction.reject": () => said(rejectSelected(store), "Rejected"),
    "prediction.acceptAll": () => acceptAll(store),
  } satisfies Partial<Record<ActionId, Deed>>;
}

function toolDeeds({ store, ontology }: EditorSession) {
  let last = "select";
  const use = (name: string) => {
    if (store.activeTool !== "select") last = store.activeTool;
    // A tool that is left gives up what was selected, unless it ends a shape of its own: selecting goes on with either.
    const { selection } = store;
    store.setTool(name);
    if (name === "select" && store.selection.length === 0) store.select(selection);
  };
  const own = TOOLS.map((tool) => {
    const { name, kinds } = tool;
    const choose = () => {
      use(name);
      // A tool for something else than the active feature takes the first feature it can draw.
      const active = ontology.choice(store.activeFeature, store.activeLabel);
      if (kinds.length === 0 || (active && kinds.includes(active.kind))) return;
      const fitting = ontology.choices.find((one) => kinds.includes(one.kind));
      if (fitting) store.setActive(fitting.feature, fitting.label);
    };
    return [actionOfTool(tool), choose] as const;
  });
  const again = () => {
    const [first] = store.selection;
    const annotation = first && store.at(first);
    if (annotation?.kind === "object")
      store.setActive(annotation.feature ?? null, annotation.labels?.[0] ?? null);
    const kind = ontology.feature(store.activeFeature)?.kind;
    store.select([]);
    use((kind && toolFor(kind, store.activeTool)) ?? last);
  };
  return { ...(Object.fromEntries(own) as Partial<Record<ActionId, Deed>>), "draw.again": again };
}

function visible({ store, ontology }: EditorSession): Ref[] {
  return regionsOf(store, ontology, "stack", "").filter((one) => store.isVisible(one.layer, one.key));
}

/** Go to the next region in the order of the list; past the last one, the focus leaves the stage as usual. */
function step(session: EditorSession, by: 1 | -1): boolean {
  const { store } = session;
  const all = visible(session);
  const [first] = store.selection;
  const at = first ? all.findIndex((one) => one.layer === first.layer && one.key === first.key) : -1;
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (!next) {
    store.select([]);
    return false;
  }
  showRegion(session, next);
  announce(session.ontology.titleOf(store.at(next) ?? {}));
  return true;
}

/** The first field about what is selected has the focus; without a selection, the first about the whole. */
function focusDetails(): boolean {
  const places = ['[aria-label="Selected region"]', '[data-part="questions"]'];
  const fields = "input:not([tabindex='-1']):not([disabled]), textarea:not([disabled])";
  const place = places.map((one) => document.querySelector(one)).find((one) => one !== null);
  // Questions come before the label and the numbers: they are what is asked of a person.
  const form = place?.querySelector('[data-part="answers"]') ?? place;
  const field = form?.querySelector<HTMLElement>(fields);
  field?.focus();
  return field !== undefined && field !== null;
}

/** Leave what is being done one step at a time: the selection first, then the tool. */
function deselect({ store }: EditorSession): boolean {
  if (store.selection.length > 0) store.select([]);
  else if (store.activeTool !== "select") store.setTool("select");
  else return false;
  return true;
}

function isHidden({ store }: EditorSession): boolean {
  return store.selection.every((one) => !store.isVisible(one.layer, one.key));
}

function isLocked({ store }: EditorSession): boolean {
  return store.selection.every((one) => store.isLocked(one.layer, one.key));
}
