import styles from "./KeyCap.module.css";

const isApple = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
const APPLE: Record<string, string> = { ctrl: "⌘", alt: "⌥", shift: "⇧", enter: "↩", backspace: "⌫" };
const OTHER: Record<string, string> = {
  ctrl: "Ctrl",
  alt: "Alt",
  shift: "Shift",
  enter: "Enter",
  backspace: "Backspace",
  delete: "Del",
  escape: "Esc",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  space: "Space",
  tab: "Tab",
  pageup: "PgUp",
  pagedown: "PgDn",
};

/** Splits `ctrl+shift+z` into what stands on the keys of this machine; `+` itself may be the last key. */
export function keyNames(keys: string): string[] {
  const parts = keys.endsWith("+") ? [...keys.slice(0, -1).split("+").filter(Boolean), "+"] : keys.split("+");
  return parts.map((part) => {
    const name = part.toLowerCase();
    const shown = (isApple && APPLE[name]) || OTHER[name];
    return shown ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** The keys of a shortcut, `ctrl+enter`, as they look on this machine. */
export function KeyCap({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keyNames(keys).map((name) => (
        <kbd key={name} className={styles.key}>
          {name}
        </kbd>
      ))}
    </span>
  );
}
