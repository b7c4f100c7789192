import { useState } from "react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import type { Desk } from "./desk";
import styles from "./dialogs.module.css";

const REASONS = ["Cannot be judged", "Wrong data", "Outside of the task", "Duplicate"];

/** Asks why there is nothing to be said about the data row. */
export function SkipDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const skip = (why: string) => {
    onClose();
    void desk.skip(why.trim());
  };
  return (
    <Dialog
      isOpen
      size="small"
      title="Skip this task"
      lead="Its label then says nothing, in every export, until somebody submits it. What you drew is forgotten."
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" onPress={() => skip(reason)}>
            Skip
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          skip(reason);
        }}
      >
        <TextField
          autoFocus
          label="Reason"
          hint="May be left empty"
          maxLength={2000}
          value={reason}
          onChange={setReason}
        />
      </form>
      <div className={styles.reasons}>
        {REASONS.map((one) => (
          <Button key={one} size="small" onPress={() => skip(one)}>
            {one}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
