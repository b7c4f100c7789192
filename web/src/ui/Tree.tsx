import type { ReactNode } from "react";
import {
  Tree as AriaTree,
  type TreeProps as AriaTreeProps,
  Button,
  Collection,
  type Key,
  TreeItem,
  TreeItemContent,
} from "react-aria-components";
import { ChevronRightIcon, DragIcon } from "./icons";
import styles from "./Tree.module.css";

/** A thing in a tree, and what lies below it. */
export interface TreeNode {
  id: Key;
  /** What it is called: read aloud, and found by typing. */
  name: string;
  /** What is seen; by default the name. */
  content?: ReactNode;
  /** At the right edge: counts, buttons. */
  extra?: ReactNode;
  children?: readonly TreeNode[];
}

export interface TreeProps
  extends Omit<AriaTreeProps<TreeNode>, "children" | "className" | "style" | "items"> {
  label: string;
  nodes: readonly TreeNode[];
  empty?: ReactNode;
}

/** Things below things. Arrow keys walk and open; with `dragAndDropHooks` each has a handle. */
export function Tree({ label, nodes, empty, ...rest }: TreeProps) {
  return (
    <AriaTree
      {...rest}
      aria-label={label}
      items={nodes}
      renderEmptyState={() => <p className={styles.empty}>{empty ?? "Nothing here"}</p>}
      className={styles.tree ?? ""}
    >
      {(node) => <Node node={node} />}
    </AriaTree>
  );
}

function Node({ node }: { node: TreeNode }) {
  return (
    <TreeItem id={node.id} textValue={node.name} className={styles.item ?? ""}>
      <TreeItemContent>
        {({ hasChildItems, allowsDragging }) => (
          <div className={styles.row}>
            {allowsDragging && (
              <Button slot="drag" className={styles.handle}>
                <DragIcon size={14} />
              </Button>
            )}
            {hasChildItems ? (
              <Button slot="chevron" className={styles.chevron}>
                <ChevronRightIcon size={12} />
              </Button>
            ) : (
              <span className={styles.gap} />
            )}
            <span className={styles.content}>{node.content ?? node.name}</span>
            {node.extra && <span className={styles.extra}>{node.extra}</span>}
          </div>
        )}
      </TreeItemContent>
      <Collection items={node.children ?? []}>{(child) => <Node node={child} />}</Collection>
    </TreeItem>
  );
}
