import { Button } from "react-aria-components";
import { KeyboardIcon, KeyIcon, MoonIcon, SunIcon, SystemIcon } from "../ui/icons";
import { Menu, MenuItem, MenuSection } from "../ui/Menu";
import { chooseTheme, type ThemeChoice, useTheme } from "../ui/theme-choice";
import { useCaller } from "./session";
import styles from "./UserMenu.module.css";

/** Who is signed in, and what concerns only them. */
export function UserMenu({ isFolded }: { isFolded: boolean }) {
  const caller = useCaller();
  const theme = useTheme();
  const name = caller.name || caller.email;
  return (
    <Menu
      aria-label="You"
      placement="top start"
      trigger={
        <Button className={styles.trigger ?? ""}>
          <span className={styles.face} aria-hidden="true">
            {initials(name)}
          </span>
          <span className={isFolded ? "visually-hidden" : styles.name}>{name}</span>
          <span className="visually-hidden">(your settings)</span>
        </Button>
      }
    >
      <MenuSection title={caller.email}>
        <MenuItem href="/settings/keys" icon={KeyIcon}>
          API keys
        </MenuItem>
        <MenuItem href="/settings/keyboard" icon={KeyboardIcon}>
          Keyboard
        </MenuItem>
      </MenuSection>
      <MenuSection
        title="Appearance"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(keys) => chooseTheme([...keys][0] as ThemeChoice)}
      >
        <MenuItem id="light" icon={SunIcon}>
          Light
        </MenuItem>
        <MenuItem id="dark" icon={MoonIcon}>
          Dark
        </MenuItem>
        <MenuItem id="system" icon={SystemIcon}>
          As the system
        </MenuItem>
      </MenuSection>
    </Menu>
  );
}

/** `AL` of "Ada Lovelace", `A` of "ada@example.org". */
export function initials(name: string): string {
  const words = name.split("@")[0]?.split(/[\s._-]+/) ?? [];
  return [words[0], words.length > 1 ? words[words.length - 1] : ""]
    .map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "")
    .join("");
}
