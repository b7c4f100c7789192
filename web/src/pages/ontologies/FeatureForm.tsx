import type { ReactNode } from "react";
import type { Feature, Issue } from "../../api/gen";
import { Checkbox } from "../../ui/Checkbox";
import { NumberField } from "../../ui/NumberField";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { ColorField } from "./ColorField";
import { Constraints } from "./Constraints";
import styles from "./FeatureForm.module.css";
import { HotkeyField } from "./HotkeyField";
import { OptionList } from "./OptionList";
import { hasOptions, type Kind, kindsInstead, ruleOf } from "./rules";
import { type Facts, type Node, pathTo, type Tree, update } from "./tree";
import type { NodeIssues } from "./use-check";

export interface FeatureFormProps {
  tree: Tree;
  node: Node;
  mediaType: string;
  issues: NodeIssues;
  onChange: (change: (tree: Tree) => Tree, about?: string) => void;
  isReadOnly?: boolean;
  /** How often it occurs, in words. */
  uses?: ReactNode;
}

/** Everything about one feature. */
export function FeatureForm({
  tree,
  node,
  mediaType,
  issues,
  onChange,
  isReadOnly = false,
  uses,
}: FeatureFormProps) {
  const { facts, key } = node;
  const { group, label, icon: Icon } = ruleOf(facts.kind);
  const own = issues.get(key);
  const set = (part: Partial<Facts>, about?: string) =>
    onChange((before) => update(before, key, part), about && `${about} of ${key}`);
  const above = pathTo(tree, key).slice(0, -1);
  const kinds = kindsInstead(tree, key, mediaType);
  const isColored = group === "tool" || group === "relationship" || group === "label";
  return (
    <form
      className={styles.form}
      aria-label={`Feature ${facts.name}`}
      onSubmit={(event) => event.preventDefault()}
    >
      <header className={styles.head}>
        <Icon size={16} />
        <h2>{facts.name || label}</h2>
        {above.length > 0 && (
          <span className={styles.note}>in {above.map((one) => one.facts.name).join(" › ")}</span>
        )}
      </header>
      <fieldset disabled={isReadOnly} className={styles.fields}>
        <TextField
          label="Name"
          value={facts.name}
          onChange={(name) => set({ name }, "name")}
          error={messageOf(own, "name")}
          hint="What annotations and files call it."
          isReadOnly={isReadOnly}
          autoFocus={facts.name === ""}
        />
        <TextField
          label="Title"
          value={facts.title ?? ""}
          onChange={(title) => set({ title: title || null }, "title")}
          hint="What people read instead, if it is not the name."
          placeholder={facts.name}
          isReadOnly={isReadOnly}
        />
        {kinds.length > 1 && (
          <Select
            label="Kind"
            value={facts.kind}
            onChange={(kind: Kind) => set({ kind })}
            choices={kinds.map((rule) => ({ id: rule.id, label: rule.label, icon: rule.icon }))}
            isDisabled={isReadOnly}
          />
        )}
        {isColored && (
          <ColorField
            color={facts.color ?? null}
            onChange={(color) => set({ color }, "color")}
            isReadOnly={isReadOnly}
          />
        )}
        {group !== "option" && group !== "question" && (
          <HotkeyField tree={tree} node={node} onChange={(ext) => set({ ext })} isReadOnly={isReadOnly} />
        )}
        {group === "question" && (
          <QuestionFields
            facts={facts}
            isTop={above.length === 0}
            set={set}
            issue={messageOf(own, "max_characters")}
            isReadOnly={isReadOnly}
          />
        )}
        {hasOptions(facts.kind) && (
          <OptionList
            tree={tree}
            node={node}
            onChange={onChange}
            error={messageOf(own, "children")}
            isReadOnly={isReadOnly}
          />
        )}
        {facts.kind === "relationship" && (
          <Constraints
            tree={tree}
            pairs={facts.constraints ?? []}
            onChange={(constraints) => set({ constraints })}
            isReadOnly={isReadOnly}
          />
        )}
      </fieldset>
      {uses}
    </form>
  );
}

function QuestionFields(props: {
  facts: Facts;
  isTop: boolean;
  set: (part: Partial<Facts>, about?: string) => void;
  issue?: string;
  isReadOnly: boolean;
}) {
  const { facts, isTop, set, issue, isReadOnly } = props;
  return (
    <>
      <Checkbox
        isSelected={facts.is_required ?? false}
        onChange={(is_required) => set({ is_required })}
        isDisabled={isReadOnly}
      >
        Must be answered before a label is submitted
      </Checkbox>
      {isTop && (
        <div className={styles.field}>
          <span className={styles.label}>Answered</span>
          <Segmented
            label="Answered"
            value={facts.scope ?? "global"}
            onChange={(scope: NonNullable<Feature["scope"]>) => !isReadOnly && set({ scope })}
            segments={[
              { id: "global", label: "Once" },
              { id: "index", label: "Per frame, page or message" },
            ]}
          />
        </div>
      )}
      {(facts.kind === "text" || facts.kind === "prompt") && (
        <div className={styles.pair}>
          <NumberField
            label="At least (characters)"
            minValue={0}
            value={facts.min_characters ?? Number.NaN}
            onChange={(value) => set({ min_characters: Number.isNaN(value) ? null : value }, "min")}
            isReadOnly={isReadOnly}
          />
          <NumberField
            label="At most (characters)"
            minValue={0}
            value={facts.max_characters ?? Number.NaN}
            onChange={(value) => set({ max_characters: Number.isNaN(value) ? null : value }, "max")}
            error={issue}
            isReadOnly={isReadOnly}
          />
        </div>
      )}
    </>
  );
}

function messageOf(issues: ReadonlyMap<string, Issue> | undefined, field: string): string | undefined {
  const issue = issues?.get(field);
  return issue && `${issue.message}: ${issue.hint}`;
}
