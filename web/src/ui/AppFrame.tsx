import { type ReactNode, useState } from "react";
import { Focusable } from "react-aria-components";
import { NavLink } from "react-router";
import styles from "./AppFrame.module.css";
import { IconButton } from "./Button";
import { classes } from "./classes";
import { SidebarIcon } from "./icons";
import type { IconComponent } from "./icons/Icon";
import { Logo, LogoMark } from "./Logo";
import { Tooltip, TooltipTrigger } from "./Tooltip";

export interface Place {
  to: string;
  label: string;
  icon: IconComponent;
  /** Marked for this very path only. */
  isExact?: boolean;
}

const KEY = "postil.sidebar";

function wasFolded(): boolean {
  try {
    return localStorage.getItem(KEY) === "folded";
  } catch {
    return false;
  }
}

/** The frame around a page: where one can go at the left, which folds to icons, and the page. */
export function AppFrame({
  places,
  foot,
  children,
}: {
  places: readonly Place[];
  /** At the bottom of the side: who is signed in. */
  foot?: (isFolded: boolean) => ReactNode;
  children: ReactNode;
}) {
  const [isFolded, setFolded] = useState(wasFolded);
  const fold = () => {
    setFolded(!isFolded);
    try {
      localStorage.setItem(KEY, isFolded ? "open" : "folded");
    } catch {
      // Not kept: the next page starts unfolded.
    }
  };
  return (
    <div className={classes(styles.frame, isFolded && styles.folded)}>
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <aside className={styles.side} aria-label="Postil">
        <div className={styles.top}>
          <NavLink to="/" aria-label="Postil, home" className={styles.logo}>
            {isFolded ? <LogoMark /> : <Logo />}
          </NavLink>
        </div>
        <nav aria-label="Main" className={styles.places}>
          {places.map((place) => (
            <PlaceLink key={place.to} place={place} isFolded={isFolded} />
          ))}
        </nav>
        <div className={styles.foot}>
          {foot?.(isFolded)}
          <IconButton
            icon={SidebarIcon}
            label={isFolded ? "Unfold the side" : "Fold the side"}
            size="small"
            onPress={fold}
          />
        </div>
      </aside>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}

function PlaceLink({ place, isFolded }: { place: Place; isFolded: boolean }) {
  const { to, label, icon: Icon, isExact = false } = place;
  const link = (
    <NavLink to={to} end={isExact} aria-label={isFolded ? label : undefined} className={styles.place}>
      <Icon />
      {!isFolded && <span>{label}</span>}
    </NavLink>
  );
  return isFolded ? (
    <TooltipTrigger delay={200}>
      <Focusable>{link}</Focusable>
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  ) : (
    link
  );
}
