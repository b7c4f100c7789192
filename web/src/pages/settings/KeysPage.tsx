import { useState } from "react";
import { type Key, listKeys } from "../../api/gen";
import { useCaller } from "../../shell/session";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { EmptyState } from "../../ui/EmptyState";
import { KeyIcon, PlusIcon } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { Card } from "../../ui/Page";
import { Table, type TableColumn } from "../../ui/Table";
import { Tag } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import { usePages } from "../../ui/use-pages";
import { NewKeyDialog } from "./NewKeyDialog";
import { RevokeKey } from "./RevokeKey";
import { SettingsPage } from "./SettingsPage";

/** What programs come in with. */
export default function KeysPage() {
  const caller = useCaller();
  const [isEverybody, setEverybody] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const keys = usePages(["keys", isEverybody], async (after) => {
    const query = { after, everybody: isEverybody };
    return (await listKeys({ query, throwOnError: true })).data;
  });
  return (
    <SettingsPage
      title="API keys"
      lead="Programs send a key and may then do what you may. Give each program its own, so that one can be revoked without the others."
      actions={
        <>
          {caller.is_admin && (
            <Checkbox isSelected={isEverybody} onChange={setEverybody}>
              Everybody's
            </Checkbox>
          )}
          <Button tone="primary" icon={PlusIcon} onPress={() => setMaking(true)}>
            New key
          </Button>
        </>
      }
    >
      <Listing
        list={keys}
        what="API keys"
        empty={
          <Card>
            <EmptyState icon={KeyIcon} title="No keys yet">
              On the machine of the server, the command line and <code>import postil</code> need none. From
              elsewhere, make a key and put it into <code>POSTIL_KEY</code>.
            </EmptyState>
          </Card>
        }
      >
        {(items) => (
          <Table
            label="API keys"
            columns={isEverybody ? [...COLUMNS.slice(0, 2), OWNER, ...COLUMNS.slice(2)] : COLUMNS}
            rows={items}
            rowKey={(key) => key.id}
          />
        )}
      </Listing>
      <NewKeyDialog isOpen={isMaking} onOpenChange={setMaking} />
    </SettingsPage>
  );
}

const COLUMNS: TableColumn<Key>[] = [
  { id: "name", title: "Name", cell: (key) => key.name },
  { id: "prefix", title: "Begins with", cell: (key) => <code>pk_{key.prefix}</code> },
  { id: "scope", title: "May", cell: scope, width: 130 },
  { id: "created", title: "Created", cell: (key) => <Time at={key.created_at} style="date" />, width: 120 },
  { id: "expires", title: "Expires", cell: expiry, width: 120 },
  { id: "used", title: "Last used", cell: lastUse, width: 130 },
  { id: "state", title: "State", cell: (key) => <KeyState apiKey={key} />, width: 110 },
  {
    id: "actions",
    title: "Actions",
    isTitleHidden: true,
    cell: (key) => (isUsable(key) ? <RevokeKey apiKey={key} /> : null),
    align: "end",
    width: 110,
  },
];

const OWNER: TableColumn<Key> = { id: "user", title: "Whose", cell: (key) => key.user };

function expiry(key: Key) {
  return key.expires_at ? <Time at={key.expires_at} style="date" /> : "never";
}

function scope(key: Key) {
  return key.scope === "read" ? <Tag tone="accent">only read</Tag> : "all you may";
}

function lastUse(key: Key) {
  return key.last_used_at ? <Time at={key.last_used_at} /> : "never";
}

function isUsable(key: Key): boolean {
  return !key.revoked_at && !(key.expires_at && Date.parse(key.expires_at) < Date.now());
}

function KeyState({ apiKey }: { apiKey: Key }) {
  if (apiKey.revoked_at) {
    return <Tag>revoked</Tag>;
  }
  return isUsable(apiKey) ? <Tag tone="good">valid</Tag> : <Tag tone="warn">expired</Tag>;
}
