import { NavLink } from "react-router";
import styles from "./TabLinks.module.css";
import { Badge } from "./Tag";

export interface TabLink {
  to: string;
  label: string;
  count?: number;
  /** Marked for this very path only, and not for those below it. */
  isExact?: boolean;
}

/** The parts of a page. Each is a link, so that it can be opened, kept and sent. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map(({ to, label: name, count, isExact = false }) => (
        <NavLink key={to} to={to} end={isExact} className={styles.tab}>
          {name}
          {count !== undefined && <Badge count={count} />}
        </NavLink>
      ))}
    </nav>
  );
}
