import { useState } from "react";
import { Button, IconButton } from "../../ui/Button";
import { ArrowRightIcon, PlusIcon, TrashIcon } from "../../ui/icons";
import { Select } from "../../ui/Select";
import styles from "./FeatureForm.module.css";
import { ruleOf } from "./rules";
import type { Tree } from "./tree";

type Pair = [string, string];

interface ConstraintsProps {
  tree: Tree;
  pairs: readonly unknown[];
  onChange: (pairs: Pair[]) => void;
  isReadOnly?: boolean;
}

/** Which features a relationship may go from and to; none allows all. */
export function Constraints({ tree, pairs, onChange, isReadOnly = false }: ConstraintsProps) {
  const own = pairs as Pair[];
  const tools = tree
    .filter((node) => ruleOf(node.facts.kind).group === "tool")
    .map((node) => node.facts.name);
  const choices = [...new Set(tools)].filter(Boolean).map((name) => ({ id: name, label: name }));
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const isThere = own.some((pair) => pair[0] === from && pair[1] === to);
  return (
    <div className={styles.field}>
      <span className={styles.label}>Goes from and to</span>
      {own.length === 0 && (
        <span className={styles.note}>Anything to anything. Add pairs to allow only those.</span>
      )}
      <ul className={styles.options}>
        {own.map((pair) => (
          <li key={pair.join(" ")} className={styles.pairLine}>
            <span>{pair[0]}</span>
            <ArrowRightIcon size={12} />
            <span className={tools.includes(pair[1]) && tools.includes(pair[0]) ? undefined : styles.gone}>
              {pair[1]}
            </span>
            {!isReadOnly && (
              <IconButton
                icon={TrashIcon}
                size="small"
                label={`Remove ${pair.join(" to ")}`}
                onPress={() => onChange(own.filter((one) => one !== pair))}
              />
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && choices.length > 0 && (
        <div className={styles.newPair}>
          <Select
            label="From"
            isLabelHidden
            placeholder="From"
            value={from}
            onChange={setFrom}
            choices={choices}
          />
          <ArrowRightIcon size={12} />
          <Select label="To" isLabelHidden placeholder="To" value={to} onChange={setTo} choices={choices} />
          <Button
            icon={PlusIcon}
            isDisabled={!from || !to || isThere}
            onPress={() => onChange([...own, [from as string, to as string]])}
          >
            Allow
          </Button>
        </div>
      )}
    </div>
  );
}
