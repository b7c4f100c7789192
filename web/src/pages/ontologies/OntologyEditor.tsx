import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { IconButton } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Message, sentence } from "../../ui/ErrorState";
import { OntologyIcon, RedoIcon, UndoIcon } from "../../ui/icons";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { MEDIA } from "../catalog/medium";
import { toOntology } from "./draft";
import { FeatureForm } from "./FeatureForm";
import { JsonView } from "./JsonView";
import styles from "./OntologyEditor.module.css";
import { Preview } from "./Preview";
import { nextColor } from "./palette";
import { type KindRule, ruleOf } from "./rules";
import { TreeEditor } from "./TreeEditor";
import { find, insert, makeNode, placeOf, remove, walk } from "./tree";
import type { Check } from "./use-check";
import type { DraftState } from "./use-draft";

export interface OntologyEditorProps {
  state: DraftState;
  check: Check;
  isReadOnly?: boolean;
  /** Says what a feature's removal affects; removes at once where that is nothing. */
  onAskRemove?: (key: string, remove: () => void) => void;
  /** How often a feature occurs, in words. */
  usesOf?: (id: string | null | undefined) => ReactNode;
  /** Name and medium stand elsewhere on the page. */
  isTreeOnly?: boolean;
}

/** The tree of features, the chosen one, and how people will see it, side by side. */
export function OntologyEditor({
  state,
  check,
  isReadOnly = false,
  onAskRemove,
  usesOf,
  isTreeOnly,
}: OntologyEditorProps) {
  const { draft, changeTree, undo, redo } = state;
  const [selected, setSelected] = useState<string | null>(null);
  const [view, setView] = useState<"preview" | "json">("preview");
  const node = find(draft.tree, selected);
  const ontology = useMemo(() => toOntology(draft), [draft]);
  const shown = useMemo(() => ({ ...ontology, media_type: draft.mediaType }), [ontology, draft.mediaType]);
  const add = (parent: string | null, rule: KindRule) => {
    const isColored = rule.group === "tool" || rule.group === "label" || rule.group === "relationship";
    const used = [...walk(draft.tree)].map((one) => one.facts.color);
    const made = makeNode({ name: "", kind: rule.id, ...(isColored ? { color: nextColor(used) } : {}) });
    const index = (parent === null ? draft.tree : (find(draft.tree, parent)?.children ?? [])).length;
    changeTree((before) => insert(before, { parent, index }, made));
    setSelected(made.key);
  };
  const takeOut = (key: string) => {
    const place = placeOf(draft.tree, key);
    const act = () => {
      changeTree((before) => remove(before, key));
      const siblings = place?.parent ? (find(draft.tree, place.parent)?.children ?? []) : draft.tree;
      const left = siblings.filter((one) => one.key !== key);
      setSelected(left[Math.min(place?.index ?? 0, left.length - 1)]?.key ?? place?.parent ?? null);
    };
    onAskRemove ? onAskRemove(key, act) : act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !isTyping) {
      event.preventDefault();
      event.shiftKey ? redo() : undo();
    }
  };
  const whole = check.byNode.get("");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys for everything inside
    <div className={styles.editor} onKeyDown={onKeyDown}>
      <section aria-label="Features" className={styles.tree}>
        <div className={styles.bar}>
          <h2>Features</h2>
          {!isReadOnly && (
            <span className={styles.tools}>
              <IconButton
                icon={UndoIcon}
                size="small"
                label="Undo"
                shortcut="ctrl+z"
                isDisabled={!state.canUndo}
                onPress={undo}
              />
              <IconButton
                icon={RedoIcon}
                size="small"
                label="Redo"
                shortcut="ctrl+shift+z"
                isDisabled={!state.canRedo}
                onPress={redo}
              />
            </span>
          )}
        </div>
        <TreeEditor
          tree={draft.tree}
          mediaType={draft.mediaType}
          selected={selected}
          onSelect={setSelected}
          onChange={(change) => changeTree(change)}
          onAdd={add}
          onRemove={takeOut}
          issues={check.byNode}
          isReadOnly={isReadOnly}
        />
      </section>
      <section aria-label="Feature" className={styles.form}>
        {!isTreeOnly && <About state={state} isReadOnly={isReadOnly} />}
        {[...(whole?.values() ?? [])].map((issue) => (
          <p key={issue.message} role="alert" className={styles.issue}>
            <Message text={sentence(issue.message)} /> <Message text={sentence(issue.hint ?? "")} />
          </p>
        ))}
        {node ? (
          <FeatureForm
            key={node.key}
            tree={draft.tree}
            node={node}
            mediaType={draft.mediaType}
            issues={check.byNode}
            onChange={changeTree}
            isReadOnly={isReadOnly}
            uses={usesOf?.(node.facts.id)}
          />
        ) : (
          <EmptyState
            icon={OntologyIcon}
            title={draft.tree.length > 0 ? "Choose a feature" : "Add the first feature"}
          >
            {draft.tree.length > 0
              ? `Its name, colour, key and answers are ${isReadOnly ? "shown" : "edited"} here.`
              : "A tool draws what is to be found; a question asks about it or about the whole."}
          </EmptyState>
        )}
      </section>
      <section aria-label="Preview" className={styles.preview}>
        <div className={styles.bar}>
          <Segmented
            label="Shown as"
            value={view}
            onChange={setView}
            segments={[
              { id: "preview", label: "As labelers see it" },
              { id: "json", label: "JSON" },
            ]}
          />
        </div>
        {view === "preview" ? (
          <Preview ontology={shown} />
        ) : (
          <JsonView ontology={ontology} labelbox={check.labelbox} />
        )}
      </section>
    </div>
  );
}

/** The name of an ontology and the medium it is for. */
export function About({ state: { draft, change }, isReadOnly }: { state: DraftState; isReadOnly: boolean }) {
  return (
    <div className={styles.about}>
      <TextField
        label="Name of the ontology"
        value={draft.name}
        onChange={(name) => change({ name }, "name")}
        isReadOnly={isReadOnly}
        placeholder="Street objects"
      />
      <Select
        label="Media type"
        value={draft.mediaType}
        onChange={(mediaType) => change({ mediaType: String(mediaType) })}
        choices={MEDIA as { id: string; label: string }[]}
        isDisabled={isReadOnly}
      />
    </div>
  );
}

/** How many features of each sort there are, in words. */
export function countsOf(features: readonly { kind: Parameters<typeof ruleOf>[0] }[]): string {
  const groups = features.map(({ kind }) => ruleOf(kind).group);
  const words = { tool: "tool", question: "question", relationship: "relationship" } as const;
  return Object.entries(words)
    .map(([group, word]) => [groups.filter((one) => one === group).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}${n === 1 ? "" : "s"}`)
    .join(", ");
}
