import { useState } from "react";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/TextField";
import styles from "./FeatureForm.module.css";
import { hotkeyOf, hotkeyProblem, suggestHotkey, withHotkey } from "./hotkeys";
import type { Facts, Node, Tree } from "./tree";

interface HotkeyFieldProps {
  tree: Tree;
  node: Node;
  onChange: (ext: Facts["ext"]) => void;
  isReadOnly?: boolean;
}

/** The key that picks the feature in the editor: one letter or digit that nothing else has. */
export function HotkeyField({ tree, node, onChange, isReadOnly = false }: HotkeyFieldProps) {
  const own = hotkeyOf(node.facts) ?? "";
  const [refused, setRefused] = useState<string | null>(null);
  const free = suggestHotkey(tree, node.key, node.facts.name);
  const type = (text: string) => {
    const key = text.trim().slice(-1).toLowerCase();
    const problem = key === "" ? null : hotkeyProblem(tree, node.key, key);
    setRefused(problem && `${problem}${free ? `; ${free} is free` : ""}`);
    if (problem === null) {
      onChange(withHotkey(node.facts, key || null));
    }
  };
  const stored = own === "" ? null : hotkeyProblem(tree, node.key, own);
  return (
    <div className={styles.hotkey}>
      <TextField
        label="Hotkey"
        value={own}
        onChange={type}
        isReadOnly={isReadOnly}
        error={refused ?? stored ?? undefined}
        hint={own === "" ? "Without one it gets the next digit." : undefined}
      />
      {own === "" && free && !isReadOnly && (
        <Button size="small" onPress={() => onChange(withHotkey(node.facts, free))}>
          {`Take ${free}`}
        </Button>
      )}
    </div>
  );
}
