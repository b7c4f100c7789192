import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";
import type { IconComponent } from "./icons/Icon";

/** Nothing is here yet: what would be, and how to get it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  actions,
}: {
  icon?: IconComponent;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {Icon && (
        <span className={styles.icon}>
          <Icon size={22} />
        </span>
      )}
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
