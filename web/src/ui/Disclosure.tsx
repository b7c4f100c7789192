import type { ReactNode } from "react";
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from "react-aria-components";
import styles from "./Disclosure.module.css";
import { ChevronRightIcon } from "./icons";

/** Something that is shown when it is asked for. */
export function Disclosure({
  title,
  isDefaultOpen = false,
  level = 3,
  children,
}: {
  title: ReactNode;
  isDefaultOpen?: boolean;
  /** Of its heading, one below that of the heading above. */
  level?: number;
  children: ReactNode;
}) {
  return (
    <AriaDisclosure defaultExpanded={isDefaultOpen} className={styles.disclosure ?? ""}>
      <Heading level={level} className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <ChevronRightIcon size={12} />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel ?? ""}>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
