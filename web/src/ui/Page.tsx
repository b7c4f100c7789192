import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import { classes } from "./classes";
import { ChevronRightIcon } from "./icons";
import styles from "./Page.module.css";
import { type TabLink, TabLinks } from "./TabLinks";

/** A page above this one. */
export interface Crumb {
  label: string;
  to: string;
}

export interface PageProps {
  /** Also the name of the window. */
  title: string;
  /** What is shown as the title, where that is more than its text. */
  heading?: ReactNode;
  /** The pages above, from the outermost. */
  crumbs?: readonly Crumb[];
  /** A sentence about the page. */
  lead?: ReactNode;
  /** Buttons at the right, the main one last. */
  actions?: ReactNode;
  tabs?: readonly TabLink[];
  /** `narrow` for forms, `normal` for text and tables, `full` for grids. */
  width?: "narrow" | "normal" | "full";
  /** The content has the height that is left and scrolls by itself: virtual grids, panes side by side. */
  isFilled?: boolean;
  children?: ReactNode;
}

/** Names the window after the page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "Postil" ? title : `${title} · Postil`;
  }, [title]);
}

/** A page: where it is, what it is called, what can be done, and its content. */
export function Page({
  title,
  heading,
  crumbs = [],
  lead,
  actions,
  tabs,
  width = "normal",
  isFilled = false,
  children,
}: PageProps) {
  useTitle(title);
  return (
    <div className={classes(styles.page, styles[width], isFilled && styles.filled)}>
      <header className={styles.header}>
        {crumbs.length > 0 && <Breadcrumbs crumbs={crumbs} />}
        <div className={styles.line}>
          <h1 className={styles.title}>{heading ?? title}</h1>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {lead && <div className={styles.lead}>{lead}</div>}
        {tabs && <TabLinks label={`Parts of ${title}`} tabs={tabs} />}
      </header>
      <div className={styles.content}>{children}</div>
    </div>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className={styles.crumbs}>
      <ol>
        {crumbs.map(({ label, to }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
            <ChevronRightIcon size={10} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A part of a page under a heading of its own. */
export function Section({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <div className={styles.line}>
        <div className={styles.about}>
          <h2 className={styles.subtitle}>{title}</h2>
          {lead && <p className={styles.sublead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** A framed part of a page. */
export function Card({ children, isPadded = true }: { children: ReactNode; isPadded?: boolean }) {
  return <div className={classes(styles.card, isPadded && styles.padded)}>{children}</div>;
}
