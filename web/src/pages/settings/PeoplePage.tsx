import { useState } from "react";
import { listUsers, type Person } from "../../api/gen";
import { useCaller } from "../../shell/session";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { LockIcon, PlusIcon } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { Card } from "../../ui/Page";
import { Table, type TableColumn } from "../../ui/Table";
import { Tag } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import { usePages } from "../../ui/use-pages";
import { InviteDialog } from "./InviteDialog";
import { PersonMenu } from "./PersonMenu";
import { SettingsPage } from "./SettingsPage";
import styles from "./settings.module.css";

/** Who may come in. What they may do in a project is among the settings of the project. */
export default function PeoplePage() {
  const caller = useCaller();
  const [isInviting, setInviting] = useState(false);
  const people = usePages(
    ["people"],
    async (after) => (await listUsers({ query: { after }, throwOnError: true })).data,
    caller.is_admin,
  );
  if (!caller.is_admin) {
    return (
      <SettingsPage title="People">
        <Card>
          <EmptyState icon={LockIcon} title="Administrators see who is here">
            Ask one of them if somebody should come in. Members of a project are among its settings.
          </EmptyState>
        </Card>
      </SettingsPage>
    );
  }
  return (
    <SettingsPage
      title="People"
      lead="Who may come in. What they may do in a project is said by their role there, among its members."
      actions={
        <Button tone="primary" icon={PlusIcon} onPress={() => setInviting(true)}>
          Invite
        </Button>
      }
    >
      <Listing list={people} what="people" empty={null}>
        {(items) => (
          <Table label="People" columns={columns(caller.id)} rows={items} rowKey={(person) => person.id} />
        )}
      </Listing>
      <InviteDialog isOpen={isInviting} onOpenChange={setInviting} />
    </SettingsPage>
  );
}

function columns(callerId: string): TableColumn<Person>[] {
  return [
    {
      id: "person",
      title: "Name",
      cell: (person) => (
        <div className={styles.person}>
          <span>{person.name || person.email}</span>
          {person.name && <span>{person.email}</span>}
        </div>
      ),
    },
    {
      id: "state",
      title: "May",
      cell: (person) => (
        <span className={styles.tags}>
          {person.is_admin && <Tag tone="accent">administrator</Tag>}
          {person.is_disabled && <Tag tone="warn">disabled</Tag>}
          {person.id === callerId && <Tag>you</Tag>}
        </span>
      ),
      width: 260,
    },
    {
      id: "created",
      title: "Since",
      cell: (person) => <Time at={person.created_at} style="date" />,
      width: 130,
    },
    {
      id: "actions",
      title: "Actions",
      isTitleHidden: true,
      align: "end",
      width: 60,
      cell: (person) => <PersonMenu person={person} isCaller={person.id === callerId} />,
    },
  ];
}
