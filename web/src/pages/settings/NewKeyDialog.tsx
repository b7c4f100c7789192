import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createKey, type NewKey } from "../../api/gen";
import { Button } from "../../ui/Button";
import { CodeBlock } from "../../ui/CodeBlock";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { Radio, RadioGroup } from "../../ui/RadioGroup";
import { type Choice, Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import styles from "./settings.module.css";

const LIVES: Choice<number>[] = [
  { id: 30, label: "In 30 days" },
  { id: 90, label: "In 90 days" },
  { id: 365, label: "In a year" },
  { id: 0, label: "Never" },
];
type Scope = NonNullable<NewKey["scope"]>;

const DAY_MS = 86_400_000;

/** Makes a key, and shows it: this once. */
export function NewKeyDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onOpenChange(false);
  };
  return secret === null ? (
    <KeyForm isOpen={isOpen} onClose={close} onMade={setSecret} />
  ) : (
    <Dialog
      isOpen={isOpen}
      onOpenChange={close}
      title="Copy the key now"
      lead="It is shown this once: Postil keeps only its hash, and nobody can look it up later."
      footer={
        <Button tone="primary" onPress={close}>
          Done
        </Button>
      }
    >
      <CodeBlock label="API key" code={secret} />
      <CodeBlock label="For the command line and Python" language="Shell" code={environment(secret)} />
    </Dialog>
  );
}

function environment(secret: string): string {
  return `export POSTIL_URL=${window.location.origin}\nexport POSTIL_KEY=${secret}`;
}

function KeyForm({
  isOpen,
  onClose,
  onMade,
}: {
  isOpen: boolean;
  onClose: () => void;
  onMade: (secret: string) => void;
}) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState(90);
  const [scope, setScope] = useState<Scope>("all");
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const make = async () => {
    setPending(true);
    setError(null);
    try {
      const expires_at = days ? new Date(Date.now() + days * DAY_MS).toISOString() : null;
      const { data } = await createKey({
        body: { name: name.trim(), scope, expires_at },
        throwOnError: true,
      });
      await queries.invalidateQueries({ queryKey: ["keys"] });
      setName("");
      onMade(data.secret);
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onClose}
      title="New API key"
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            tone="primary"
            type="submit"
            form="new-key"
            lack={name.trim() ? null : "Give the key a name"}
            isPending={isPending}
          >
            Make key
          </Button>
        </>
      }
    >
      <form
        id="new-key"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          autoFocus
          label="Name"
          placeholder="training machine"
          hint="Which program it is for."
          value={name}
          onChange={setName}
          maxLength={200}
        />
        <RadioGroup label="The program may" value={scope} onChange={(chosen) => setScope(chosen as Scope)}>
          <Radio value="all">Do what you may</Radio>
          <Radio value="read" note="Whatever would change something is refused: for reports and dashboards.">
            Only read
          </Radio>
        </RadioGroup>
        <Select label="Expires" choices={LIVES} value={days} onChange={setDays} />
        {error !== null && <ErrorState error={error} isCompact />}
      </form>
    </Dialog>
  );
}
