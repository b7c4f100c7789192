import type { ReactNode } from "react";
import { classes } from "./classes";
import type { IconComponent } from "./icons/Icon";
import styles from "./Tag.module.css";

export type TagTone = "plain" | "accent" | "good" | "warn" | "bad";

/** A word about a thing: its state, kind or role. */
export function Tag({
  tone = "plain",
  icon: Icon,
  children,
}: {
  tone?: TagTone;
  icon?: IconComponent;
  children: ReactNode;
}) {
  return (
    <span className={classes(styles.tag, styles[tone])}>
      {Icon && <Icon size={12} />}
      {children}
    </span>
  );
}

/** How many there are, beside a name. */
export function Badge({ count, tone = "plain" }: { count: number; tone?: TagTone }) {
  return <span className={classes(styles.badge, styles[tone])}>{count.toLocaleString("en")}</span>;
}

/** A dot of a colour that is data, such as that of a feature. */
export function Swatch({ color }: { color: string | null | undefined }) {
  return (
    <span aria-hidden="true" className={styles.swatch} style={color ? { background: color } : undefined} />
  );
}
