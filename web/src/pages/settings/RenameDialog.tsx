import { useState } from "react";
import type { Person } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { TextField } from "../../ui/TextField";
import styles from "./settings.module.css";

/** Calls a person otherwise. */
export function RenameDialog({
  person,
  onClose,
  onRename,
}: {
  person: Person;
  onClose: () => void;
  onRename: (name: string) => Promise<unknown>;
}) {
  const [name, setName] = useState(person.name);
  const [error, setError] = useState<unknown>(null);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      title={`Rename ${person.email}`}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form="rename">
            Rename
          </Button>
        </>
      }
    >
      <form
        id="rename"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onRename(name.trim()).then(onClose, setError);
        }}
      >
        <TextField autoFocus label="Name" value={name} onChange={setName} maxLength={200} />
        {error !== null && <ErrorState error={error} isCompact />}
      </form>
    </Dialog>
  );
}
