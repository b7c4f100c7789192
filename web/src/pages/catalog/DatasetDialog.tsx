import { useState } from "react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { TextField } from "../../ui/TextField";
import styles from "./dialogs.module.css";

export interface DatasetDialogProps {
  title: string;
  confirmLabel: string;
  name?: string;
  description?: string;
  onOpenChange: (isOpen: boolean) => void;
  onSave: (dataset: { name: string; description: string }) => Promise<void>;
}

/** Name and description of a dataset. */
export function DatasetDialog({ title, confirmLabel, onOpenChange, onSave, ...given }: DatasetDialogProps) {
  const [name, setName] = useState(given.name ?? "");
  const [description, setDescription] = useState(given.description ?? "");
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setPending(true);
    try {
      await onSave({ name: name.trim(), description });
      onOpenChange(false);
    } catch (problem) {
      setError(problem);
    }
    setPending(false);
  };
  return (
    <Dialog
      title={title}
      size="small"
      isOpen
      onOpenChange={onOpenChange}
      footer={(close) => (
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            tone="primary"
            isPending={isPending}
            lack={name.trim() === "" ? "Give the dataset a name" : null}
            onPress={save}
          >
            {confirmLabel}
          </Button>
        </>
      )}
    >
      <div className={styles.form}>
        <TextField label="Name" value={name} onChange={setName} autoFocus />
        <TextField label="Description" rows={2} value={description} onChange={setDescription} />
        {error !== null && <ErrorState error={error} isCompact />}
      </div>
    </Dialog>
  );
}
