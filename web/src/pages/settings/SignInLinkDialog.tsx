import { useQuery } from "@tanstack/react-query";
import { createLink, type Person } from "../../api/gen";
import { Button } from "../../ui/Button";
import { CodeBlock } from "../../ui/CodeBlock";
import { Dialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";

/** A link for a person, to be handed to them and to nobody else. */
export function SignInLink({ email }: { email: string }) {
  // A link is made when it is looked at, and never again out of a cache.
  const { data, error } = useQuery({
    queryKey: ["sign-in-link", email],
    queryFn: async () => (await createLink({ body: { email }, throwOnError: true })).data,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (error) {
    return <ErrorState error={error} isCompact />;
  }
  return data ? (
    <CodeBlock label={`Link for ${email}`} code={window.location.origin + data.path} />
  ) : (
    <Loading rows={1} label="Making a link" />
  );
}

export function SignInLinkDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Sign-in link for ${person.name || person.email}`}
      lead="Whoever opens it is signed in as them. It works once, within 24 hours; send it to nobody else."
      footer={
        <Button tone="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      <SignInLink email={person.email} />
    </Dialog>
  );
}
