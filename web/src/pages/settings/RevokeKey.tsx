import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Key, revokeKey } from "../../api/gen";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toast";

/** Ends a key, after asking. */
export function RevokeKey({ apiKey }: { apiKey: Key }) {
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const revoke = async () => {
    await revokeKey({ path: { uid: apiKey.id }, throwOnError: true });
    await queries.invalidateQueries({ queryKey: ["keys"] });
    toast(`The key ${apiKey.name} was revoked`);
  };
  return (
    <>
      <Button size="small" tone="quiet" aria-label={`Revoke ${apiKey.name}`} onPress={() => setAsking(true)}>
        Revoke
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Revoke the key ${apiKey.name}?`}
        confirmLabel="Revoke key"
        onConfirm={revoke}
      >
        <p>
          Programs that use <code>pk_{apiKey.prefix}</code> are refused from now on. A revoked key does not
          come back.
        </p>
      </ConfirmDialog>
    </>
  );
}
