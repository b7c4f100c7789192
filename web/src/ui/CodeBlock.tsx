import styles from "./CodeBlock.module.css";
import { CopyButton } from "./CopyButton";

/** Code or a command to be copied. */
export function CodeBlock({
  code,
  label,
  language,
  maxHeight,
}: {
  code: string;
  /** What it is, above it and read aloud. */
  label?: string;
  /** Shown in the corner: `Python`, `JSON`, `Shell`. */
  language?: string;
  maxHeight?: string;
}) {
  return (
    <figure className={styles.block}>
      <figcaption className={styles.bar}>
        <span className={styles.label}>{label ?? language ?? "Code"}</span>
        {label && language && <span className={styles.language}>{language}</span>}
        <CopyButton text={code} label={label ? `Copy ${label}` : "Copy"} isIconOnly />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keyboard, too */}
      <pre tabIndex={0} className={styles.code} style={maxHeight ? { maxHeight } : undefined}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
