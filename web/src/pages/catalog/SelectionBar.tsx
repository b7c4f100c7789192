import { useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { count } from "../../ui/format";
import { BatchIcon, EditIcon, TrashIcon } from "../../ui/icons";
import { DeleteRowsDialog } from "./DeleteRowsDialog";
import { MetadataDialog } from "./MetadataDialog";
import type { RowFilter } from "./row-filter";
import styles from "./SelectionBar.module.css";
import { SendDialog } from "./SendDialog";
import { EVERYTHING, isNothing, NOTHING, pickedCount, type Selection } from "./selection";

export interface SelectionBarProps {
  filter: RowFilter;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** How many data rows match; null while only the server could tell. */
  total: number | null;
  onChanged: () => void;
}

/** How many are picked, and what can be done with them. */
export function SelectionBar({ filter, selection, onSelect, total, onChanged }: SelectionBarProps) {
  const [open, setOpen] = useState<"send" | "metadata" | "delete" | null>(null);
  const isDone = useRef(false);
  // Not before the window is closed, which tells what was done: without a selection there is neither of the two.
  const close = (isOpen: boolean) => {
    if (isOpen) {
      return;
    }
    setOpen(null);
    if (isDone.current) {
      isDone.current = false;
      onChanged();
    }
  };
  const onDone = () => {
    isDone.current = true;
  };
  if (isNothing(selection)) {
    return null;
  }
  const picked = pickedCount(selection, total);
  const words = picked === null ? "All that match" : `${count(picked)} selected`;
  const dialog = { filter, selection, count: picked, isOpen: true, onOpenChange: close, onDone };
  return (
    <section aria-label="Selection" className={styles.bar}>
      <strong className="numeric">{words}</strong>
      {selection.mode === "some" && (
        <Button tone="quiet" size="small" onPress={() => onSelect(EVERYTHING)}>
          Select all that match
        </Button>
      )}
      <Button tone="quiet" size="small" onPress={() => onSelect(NOTHING)}>
        Clear selection
      </Button>
      <span className={styles.space} />
      <Button size="small" icon={EditIcon} onPress={() => setOpen("metadata")}>
        Edit metadata
      </Button>
      <Button size="small" icon={TrashIcon} onPress={() => setOpen("delete")}>
        Delete
      </Button>
      <Button size="small" tone="primary" icon={BatchIcon} onPress={() => setOpen("send")}>
        Send to a project
      </Button>
      {open === "send" && <SendDialog {...dialog} />}
      {open === "metadata" && <MetadataDialog {...dialog} />}
      {open === "delete" && <DeleteRowsDialog {...dialog} />}
    </section>
  );
}
