import { useState } from "react";
import { IconButton } from "../../ui/Button";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import { TextField } from "../../ui/TextField";
import styles from "./FeatureForm.module.css";
import { insert, makeNode, type Node, remove, type Tree, update } from "./tree";

interface OptionListProps {
  tree: Tree;
  node: Node;
  onChange: (change: (tree: Tree) => Tree, about?: string) => void;
  error?: string;
  isReadOnly?: boolean;
}

/** The options of a question, quick to type: Enter adds the next, and a pasted list becomes one each. */
export function OptionList({ node, onChange, error, isReadOnly = false }: OptionListProps) {
  const [text, setText] = useState("");
  const options = node.children.filter((child) => child.facts.kind === "option");
  const add = (typed: string) => {
    const known = new Set(options.map((option) => option.facts.name));
    const names = typed.split(/\r?\n/).map((name) => name.trim());
    const fresh = [...new Set(names)].filter((name) => name !== "" && !known.has(name));
    onChange((before) =>
      fresh.reduce(
        (tree, name, at) =>
          insert(
            tree,
            { parent: node.key, index: node.children.length + at },
            makeNode({ name, kind: "option" }),
          ),
        before,
      ),
    );
    setText("");
  };
  return (
    <div className={styles.field}>
      <span className={styles.label}>Options</span>
      <ul aria-label="Options" className={styles.options}>
        {options.map((option) => (
          <li key={option.key}>
            <TextField
              label={`Option ${option.facts.name}`}
              isLabelHidden
              value={option.facts.name}
              isReadOnly={isReadOnly}
              onChange={(name) =>
                onChange((before) => update(before, option.key, { name }), `name of ${option.key}`)
              }
            />
            {!isReadOnly && (
              <IconButton
                icon={TrashIcon}
                size="small"
                label={`Remove ${option.facts.name}`}
                onPress={() => onChange((before) => remove(before, option.key))}
              />
            )}
          </li>
        ))}
        {!isReadOnly && (
          <li>
            <TextField
              label="New option"
              isLabelHidden
              placeholder={options.length === 0 ? "First option" : "Next option"}
              value={text}
              error={options.length === 0 ? error : undefined}
              onChange={setText}
              onKeyDown={(event) => {
                if (event.key === "Enter" && text.trim()) {
                  event.preventDefault();
                  add(text);
                }
              }}
              onPaste={(event) => {
                const pasted = event.clipboardData?.getData("text/plain") ?? "";
                if (pasted.includes("\n")) {
                  event.preventDefault();
                  add(pasted);
                }
              }}
            />
            <IconButton
              icon={PlusIcon}
              size="small"
              label="Add the option"
              isDisabled={!text.trim()}
              onPress={() => add(text)}
            />
          </li>
        )}
      </ul>
    </div>
  );
}
