import { useMemo, useState } from "react";
import { Autocomplete, ListBox, ListBoxItem, useFilter } from "react-aria-components";
import { useNavigate } from "react-router";
import { ACTIONS } from "../../core/keys/actions";
import { Dialog } from "../../ui/Dialog";
import list from "../../ui/list.module.css";
import { Swatch } from "../../ui/Tag";
import { SearchField } from "../../ui/TextField";
import { Caps } from "./Caps";
import styles from "./dialogs.module.css";
import { pick } from "./pick";
import type { EditorSession } from "./session";
import { useFeatureKeys, useKeymap } from "./use-keymap";

interface Entry {
  id: string;
  title: string;
  note: string;
  chord: string | null;
  color?: string;
  act: () => void;
}

interface Props {
  session: EditorSession;
  onClose: () => void;
  onPicked: () => void;
}

/** Everything that can be done, drawn or gone to, found by typing. */
export function CommandPalette({ session, onClose, onPicked }: Props) {
  const [words, setWords] = useState("");
  const entries = useEntries(session);
  const { contains } = useFilter({ sensitivity: "base" });
  const choose = (id: string) => {
    const entry = entries.find((one) => one.id === id);
    onClose();
    // The dialog gives the focus back first: what is done may want it elsewhere.
    setTimeout(() => {
      entry?.act();
      if (entry && !entry.id.startsWith("page:")) onPicked();
    }, 0);
  };
  return (
    <Dialog
      isOpen
      isDismissable
      title="Search actions, features and pages"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <div className={styles.palette}>
        <Autocomplete filter={contains} inputValue={words} onInputChange={setWords}>
          <SearchField autoFocus label="What do you want to do?" />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled with the keyboard, too */}
          {/* biome-ignore lint/a11y/useSemanticElements: no fieldset, only what scrolls */}
          <div role="group" aria-label="What fits" tabIndex={0} className={styles.results}>
            <ListBox
              aria-label="Results"
              items={entries}
              onAction={(key) => choose(String(key))}
              renderEmptyState={() => <p className={list.empty}>Nothing is called “{words}”.</p>}
            >
              {(entry) => (
                <ListBoxItem id={entry.id} textValue={entry.title} className={list.item ?? ""}>
                  {entry.color && <Swatch color={entry.color} />}
                  <span className={list.body}>
                    <span>{entry.title}</span>
                  </span>
                  <span className={list.note}>{entry.note}</span>
                  <Caps chord={entry.chord} />
                </ListBoxItem>
              )}
            </ListBox>
          </div>
        </Autocomplete>
      </div>
    </Dialog>
  );
}

function useEntries(session: EditorSession): Entry[] {
  const { keys, ontology, projectUid } = session;
  const keymap = useKeymap(keys);
  const chords = useFeatureKeys(keys, ontology.choices);
  const navigate = useNavigate();
  return useMemo(() => {
    const actions = ACTIONS.filter(({ id }) => keys.isBound(id) && id !== "palette.open").map(
      ({ id, title, group }): Entry => ({
        id,
        title,
        note: group,
        chord: keymap.chords.get(id)?.[0] ?? null,
        act: () => keys.act(id),
      }),
    );
    const features = ontology.choices.map(
      (choice, no): Entry => ({
        id: `feature:${no}`,
        title: choice.title,
        note: "Feature",
        chord: chords[no] ?? null,
        color: choice.color,
        act: () => pick(session, choice),
      }),
    );
    const pages = PAGES.map(
      ([path, title]): Entry => ({
        id: `page:${path}`,
        title,
        note: "Page",
        chord: null,
        act: () => navigate(path.replace(":project", projectUid)),
      }),
    );
    return [...features, ...actions, ...pages];
  }, [keys, keymap, chords, ontology, navigate, projectUid, session]);
}

const PAGES = [
  ["/projects/:project", "This project"],
  ["/projects/:project/queue", "The queue of this project"],
  ["/projects/:project/settings", "Settings of this project"],
  ["/projects/:project/import", "Import annotations into this project"],
  ["/projects", "All projects"],
  ["/catalog", "Catalog"],
  ["/ontologies", "Ontologies"],
  ["/settings/keyboard", "Keyboard settings"],
  ["/", "Home"],
] as const;
