import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createUser, type Person } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { TextField } from "../../ui/TextField";
import { SignInLinkDialog } from "./SignInLinkDialog";
import styles from "./settings.module.css";

/** Makes a user, then the link they come in by. */
export function InviteDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [isAdmin, setAdmin] = useState(false);
  const [invited, setInvited] = useState<Person | null>(null);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setEmail("");
    setName("");
    setAdmin(false);
    setInvited(null);
    setError(null);
    onOpenChange(false);
  };
  const invite = async () => {
    setError(null);
    try {
      const body = { email: email.trim(), name: name.trim(), is_admin: isAdmin };
      const { data } = await createUser({ body, throwOnError: true });
      await queries.invalidateQueries({ queryKey: ["people"] });
      setInvited(data);
    } catch (problem) {
      setError(problem);
    }
  };
  if (invited && isOpen) {
    return <SignInLinkDialog person={invited} onClose={close} />;
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={close}
      title="Invite somebody"
      lead="No message is sent: you get a link to hand to them."
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            tone="primary"
            type="submit"
            form="invite"
            lack={email.includes("@") ? null : "Give an email address"}
          >
            Make link
          </Button>
        </>
      }
    >
      <form
        id="invite"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <TextField
          autoFocus
          label="Email address"
          type="email"
          placeholder="ada@example.org"
          value={email}
          onChange={setEmail}
        />
        <TextField label="Name" placeholder="Ada Lovelace" value={name} onChange={setName} maxLength={200} />
        <Checkbox
          isSelected={isAdmin}
          onChange={setAdmin}
          note="Sees and changes everything on this server. Others see the projects they have a role in."
        >
          Administrator
        </Checkbox>
        {error !== null && <ErrorState error={error} isCompact />}
      </form>
    </Dialog>
  );
}
