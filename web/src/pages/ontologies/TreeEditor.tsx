import { type KeyboardEvent, useMemo, useState } from "react";
import { type Key, useDragAndDrop } from "react-aria-components";
import { Button, IconButton } from "../../ui/Button";
import { PlusIcon, TrashIcon, WarningIcon } from "../../ui/icons";
import { KeyCap } from "../../ui/KeyCap";
import { Menu, MenuItem, MenuSection } from "../../ui/Menu";
import { Swatch } from "../../ui/Tag";
import { type TreeNode, Tree as TreeView } from "../../ui/Tree";
import { hotkeyOf, hotkeyProblems } from "./hotkeys";
import { type Group, groupsBelow, type KindRule, mayMove, offered, ruleOf } from "./rules";
import styles from "./TreeEditor.module.css";
import { find, move, type Node, placeOf, stepped, type Tree, walk } from "./tree";
import type { NodeIssues } from "./use-check";

export interface TreeEditorProps {
  tree: Tree;
  mediaType: string;
  selected: string | null;
  onSelect: (key: string | null) => void;
  onChange: (change: (tree: Tree) => Tree) => void;
  onAdd: (parent: string | null, rule: KindRule) => void;
  onRemove: (key: string) => void;
  issues: NodeIssues;
  isReadOnly?: boolean;
}

const STEPS: Record<string, "up" | "down" | "out" | "in"> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "out",
  ArrowRight: "in",
};
const TITLES: Record<Group, string> = {
  tool: "Tools",
  question: "Questions",
  relationship: "Relationships",
  option: "Options",
  label: "Labels",
};

/** The tree of features. Alt and arrow keys move a feature, Delete removes it, dragging reorders and nests. */
export function TreeEditor(props: TreeEditorProps) {
  const { tree, selected, onSelect, onChange, onRemove, isReadOnly = false } = props;
  const keys = useMemo(() => [...walk(tree)].map((node) => node.key), [tree]);
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set());
  const dragged = useDragging(tree, onChange);
  const wrong = hotkeyProblems(tree);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isReadOnly || selected === null) {
      return;
    }
    const step = event.altKey ? STEPS[event.key] : undefined;
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      onChange((before) => movedBy(before, selected, step));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onRemove(selected);
    }
  };
  const nodes = tree.map((node) => shown(node, props, wrong));
  return (
    <div className={styles.editor} onKeyDownCapture={onKeyDown}>
      {!isReadOnly && <AddMenus {...props} />}
      <TreeView
        label="Features"
        nodes={nodes}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(picked) =>
          onSelect(picked === "all" ? null : (([...picked][0] as string) ?? null))
        }
        expandedKeys={keys.filter((key) => !closed.has(key))}
        onExpandedChange={(open) => setClosed(new Set(keys.filter((key) => !open.has(key))))}
        dragAndDropHooks={isReadOnly ? undefined : dragged}
        empty="No features yet. Add a tool to draw with, or a question."
      />
      {!isReadOnly && tree.length > 0 && (
        <p className={styles.help}>
          <KeyCap keys="alt+up" /> <KeyCap keys="alt+down" /> move, <KeyCap keys="alt+right" /> nests,{" "}
          <KeyCap keys="alt+left" /> takes out
        </p>
      )}
    </div>
  );
}

function movedBy(tree: Tree, key: string, step: "up" | "down" | "out" | "in"): Tree {
  const place = stepped(tree, key, step);
  return place && mayMove(tree, key, place.parent) ? move(tree, key, place) : tree;
}

/** Adding at the top: one menu for each of tools, questions and relationships. */
function AddMenus({ mediaType, onAdd }: TreeEditorProps) {
  return (
    <div className={styles.add}>
      <Menu
        placement="bottom start"
        trigger={
          <Button size="small" icon={PlusIcon}>
            Tool
          </Button>
        }
      >
        {offered("tool", mediaType).map((rule) => (
          <MenuItem key={rule.id} icon={rule.icon} onAction={() => onAdd(null, rule)}>
            {rule.label}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        placement="bottom start"
        trigger={
          <Button size="small" icon={PlusIcon}>
            Question
          </Button>
        }
      >
        {offered("question", mediaType).map((rule) => (
          <MenuItem key={rule.id} icon={rule.icon} onAction={() => onAdd(null, rule)}>
            {rule.label}
          </MenuItem>
        ))}
      </Menu>
      <Button size="small" icon={PlusIcon} onPress={() => onAdd(null, ruleOf("relationship"))}>
        Relationship
      </Button>
    </div>
  );
}

function shown(node: Node, props: TreeEditorProps, wrong: ReadonlyMap<string, string>): TreeNode {
  const { facts, key, children } = node;
  const { icon: Icon, group, label } = ruleOf(facts.kind);
  const hotkey = hotkeyOf(facts);
  const issue = props.issues.get(key)?.values().next().value?.message ?? wrong.get(key);
  const isColored = group === "tool" || group === "label" || group === "relationship";
  return {
    id: key,
    name: `${facts.title ?? facts.name}, ${label}${issue ? `, ${issue}` : ""}`,
    content: (
      <span className={styles.node}>
        <Icon size={14} />
        {isColored && facts.color && <Swatch color={facts.color} />}
        <span className={facts.name ? styles.name : styles.nameless}>{facts.name || "without a name"}</span>
        {facts.is_required && (
          <span className={styles.required} title="Required">
            *
          </span>
        )}
        {issue && (
          <WarningIcon size={13} className={styles.issue} aria-label={issue} aria-hidden={false} role="img" />
        )}
      </span>
    ),
    extra: (
      <>
        {hotkey && <KeyCap keys={hotkey} />}
        {!props.isReadOnly && <NodeButtons node={node} {...props} />}
      </>
    ),
    children: children.map((child) => shown(child, props, wrong)),
  };
}

function NodeButtons({ node, tree, mediaType, onAdd, onRemove }: TreeEditorProps & { node: Node }) {
  const groups = groupsBelow(tree, node.key);
  const [first] = groups;
  const single = groups.length === 1 && (first === "option" || first === "label") ? first : null;
  const name = node.facts.name || "this feature";
  return (
    <span className={styles.buttons}>
      {single && (
        <IconButton
          icon={PlusIcon}
          size="small"
          label={`Add ${single === "option" ? "an option" : "a label"} to ${name}`}
          onPress={() => onAdd(node.key, ruleOf(single))}
        />
      )}
      {!single && groups.length > 0 && (
        <Menu trigger={<IconButton icon={PlusIcon} size="small" label={`Add below ${name}`} />}>
          {groups.map((group) => (
            <MenuSection key={group} title={TITLES[group]}>
              {offered(group, mediaType).map((rule) => (
                <MenuItem key={rule.id} icon={rule.icon} onAction={() => onAdd(node.key, rule)}>
                  {rule.label}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      )}
      <IconButton icon={TrashIcon} size="small" label={`Remove ${name}`} onPress={() => onRemove(node.key)} />
    </span>
  );
}

function useDragging(tree: Tree, onChange: TreeEditorProps["onChange"]) {
  const allows = (keys: Iterable<Key>, target: string, isInside: boolean) => {
    const parent = isInside ? target : (placeOf(tree, target)?.parent ?? null);
    return [...keys].every((key) => mayMove(tree, String(key), parent));
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": find(tree, String(key))?.facts.name ?? "" })),
    getAllowedDropOperations: () => ["move"],
    shouldAcceptItemDrop: () => true,
    getDropOperation: (target) => (target.type === "item" ? "move" : "cancel"),
    onMove: ({ keys, target }) => {
      const at = String(target.key);
      if (!allows(keys, at, target.dropPosition === "on")) {
        return;
      }
      onChange((before) => dropped(before, [...keys].map(String), at, target.dropPosition));
    },
  });
  return dragAndDropHooks;
}

/** Where a drop puts nodes: at the end below the target, or before or behind it. */
function dropped(
  tree: Tree,
  keys: readonly string[],
  target: string,
  position: "on" | "before" | "after",
): Tree {
  let found = tree;
  for (const key of keys) {
    const place = placeOf(found, target);
    if (position === "on") {
      found = move(found, key, { parent: target, index: find(found, target)?.children.length ?? 0 });
    } else if (place) {
      found = move(found, key, { parent: place.parent, index: place.index + (position === "after" ? 1 : 0) });
    }
  }
  return found;
}
