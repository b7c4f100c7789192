import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger as AriaTooltipTrigger } from "react-aria-components";
import { KeyCap } from "./KeyCap";
import styles from "./Tooltip.module.css";

/** Shows its second child beside its first, which is pointed at or focused. */
export function TooltipTrigger({ children, delay = 500 }: { children: ReactNode; delay?: number }) {
  return <AriaTooltipTrigger delay={delay}>{children}</AriaTooltipTrigger>;
}

/** A short word about a control. What people need to know belongs on the page instead. */
export function Tooltip({ children, shortcut }: { children: ReactNode; shortcut?: string }) {
  return (
    <AriaTooltip offset={6} className={styles.tooltip ?? ""}>
      {children}
      {shortcut && <KeyCap keys={shortcut} />}
    </AriaTooltip>
  );
}
