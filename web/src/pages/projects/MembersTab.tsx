import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteMember, listMembers, type Member, setMember } from "../../api/gen";
import { Button, IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { ErrorState } from "../../ui/ErrorState";
import { TrashIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Section } from "../../ui/Page";
import { Select } from "../../ui/Select";
import { Table } from "../../ui/Table";
import { TextField } from "../../ui/TextField";
import { toast } from "../../ui/Toast";
import styles from "./projects.module.css";
import { projectKey, useThisProject } from "./use-project";
import { ROLES } from "./words";

type Role = Member["role"];

/** Who may do what in the project. */
export default function MembersTab() {
  const project = useThisProject();
  const queries = useQueryClient();
  const key = [...projectKey(project.id), "members"];
  const members = useQuery({
    queryKey: key,
    queryFn: async () =>
      (await listMembers({ path: { uid: project.id }, query: { limit: 1000 }, throwOnError: true })).data
        .items,
  });
  const change = useMutation({
    mutationFn: (body: { email: string; role: Role }) =>
      setMember({ path: { uid: project.id }, body, throwOnError: true }),
    onSuccess: (_, { email, role }) => toast(`${email} is ${role} now`),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const [leaving, setLeaving] = useState<Member | null>(null);
  if (members.isPending) {
    return <Loading label="Loading the members" />;
  }
  if (members.isError) {
    return (
      <ErrorState title="The members could not be loaded" error={members.error} onRetry={members.refetch} />
    );
  }
  return (
    <Section title="Members" lead="Administrators may do everything here and need no role.">
      <AddMember onAdd={(email, role) => change.mutate({ email, role })} isPending={change.isPending} />
      {change.isError && <ErrorState isCompact title="The role was not changed" error={change.error} />}
      <Table
        label="Members"
        rows={members.data}
        rowKey={(one) => one.id}
        empty="Nobody has a role in this project yet"
        columns={[
          {
            id: "email",
            title: "Person",
            isRowHeader: true,
            cell: (one) => (
              <span className={styles.named}>
                <strong>{one.email}</strong>
                {one.name && <span className={styles.faint}>{one.name}</span>}
              </span>
            ),
          },
          {
            id: "role",
            title: "Role",
            width: "16rem",
            cell: (one) => (
              <Select
                label={`Role of ${one.email}`}
                isLabelHidden
                choices={ROLES}
                value={one.role}
                onChange={(role) => change.mutate({ email: one.email, role })}
              />
            ),
          },
          {
            id: "remove",
            title: "Remove",
            isTitleHidden: true,
            align: "end",
            cell: (one) => (
              <IconButton icon={TrashIcon} label={`Remove ${one.email}`} onPress={() => setLeaving(one)} />
            ),
          },
        ]}
      />
      <ConfirmDialog
        isOpen={leaving !== null}
        onOpenChange={(isOpen) => !isOpen && setLeaving(null)}
        title={`Remove ${leaving?.email ?? ""}?`}
        confirmLabel="Remove member"
        onConfirm={async () => {
          await deleteMember({ path: { uid: project.id, user: leaving?.id ?? "" }, throwOnError: true });
          await queries.invalidateQueries({ queryKey: key });
        }}
      >
        What they have made stays, with their name. They can be given a role again at any time.
      </ConfirmDialog>
    </Section>
  );
}

function AddMember({ onAdd, isPending }: { onAdd: (email: string, role: Role) => void; isPending: boolean }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("labeler");
  const [isAsked, setAsked] = useState(false);
  return (
    <form
      className={styles.filters}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(email.trim() === "");
        if (email.trim() !== "") {
          onAdd(email.trim(), role);
          setEmail("");
        }
      }}
    >
      <div className={styles.grow}>
        <TextField
          label="Email address"
          value={email}
          onChange={setEmail}
          placeholder="ada@example.org"
          error={isAsked && email.trim() === "" ? "give an email address" : undefined}
        />
      </div>
      <Select label="Role" choices={ROLES} value={role} onChange={setRole} />
      <div className={styles.hug}>
        <Button type="submit" isPending={isPending}>
          Add member
        </Button>
      </div>
    </form>
  );
}
