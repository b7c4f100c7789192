import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Person, type PersonChanges, updateUser } from "../../api/gen";
import { callerQuery } from "../../shell/session";
import { IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { EditIcon, LinkIcon, LockIcon, MoreIcon, StarIcon, UnlockIcon } from "../../ui/icons";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu";
import { toast } from "../../ui/Toast";
import { RenameDialog } from "./RenameDialog";
import { SignInLinkDialog } from "./SignInLinkDialog";

type Asked = "link" | "rename" | "disable" | "admin" | null;

/** What an administrator can do about a person. */
export function PersonMenu({ person, isCaller }: { person: Person; isCaller: boolean }) {
  const [asked, setAsked] = useState<Asked>(null);
  const queries = useQueryClient();
  const name = person.name || person.email;
  const close = () => setAsked(null);
  const change = async (body: PersonChanges, done: string) => {
    await updateUser({ path: { uid: person.id }, body, throwOnError: true });
    await queries.invalidateQueries({ queryKey: ["people"] });
    await queries.invalidateQueries({ queryKey: callerQuery.queryKey });
    toast(done);
  };
  const enable = () =>
    change({ is_disabled: false }, `${name} may come in again, by a new link`).catch((error) =>
      toast(String(error.message), { tone: "bad" }),
    );
  return (
    <>
      <Menu
        aria-label={name}
        trigger={<IconButton icon={MoreIcon} label={`About ${name}`} size="small" />}
        onAction={(key) => (key === "enable" ? void enable() : setAsked(key as Asked))}
      >
        {person.is_disabled ? (
          <MenuItem id="enable" icon={UnlockIcon}>
            Let in again
          </MenuItem>
        ) : (
          <>
            <MenuItem id="link" icon={LinkIcon}>
              Sign-in link
            </MenuItem>
            <MenuItem id="admin" icon={StarIcon}>
              {person.is_admin ? "Make an ordinary user" : "Make an administrator"}
            </MenuItem>
          </>
        )}
        <MenuItem id="rename" icon={EditIcon}>
          Rename
        </MenuItem>
        {!person.is_disabled && !isCaller && (
          <>
            <MenuSeparator />
            <MenuItem id="disable" icon={LockIcon} isDanger>
              Disable
            </MenuItem>
          </>
        )}
      </Menu>
      {asked === "link" && <SignInLinkDialog person={person} onClose={close} />}
      {asked === "rename" && (
        <RenameDialog
          person={person}
          onClose={close}
          onRename={(next) => change({ name: next }, "The name was changed")}
        />
      )}
      <ConfirmDialog
        isOpen={asked === "disable"}
        onOpenChange={close}
        title={`Keep ${name} out?`}
        confirmLabel="Disable"
        onConfirm={() => change({ is_disabled: true }, `${name} is disabled`)}
      >
        Their sessions, keys and sign-in links end at once and do not come back. What they have made stays,
        under their name.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === "admin"}
        onOpenChange={close}
        isDanger={person.is_admin}
        title={person.is_admin ? `Make ${name} an ordinary user?` : `Make ${name} an administrator?`}
        confirmLabel={person.is_admin ? "Make an ordinary user" : "Make an administrator"}
        onConfirm={() => change({ is_admin: !person.is_admin }, `${name} was changed`)}
      >
        {person.is_admin
          ? "They keep their roles in projects, and may no longer see everything else."
          : "Administrators see and change everything on this server: all projects, all people, all keys."}
      </ConfirmDialog>
    </>
  );
}
