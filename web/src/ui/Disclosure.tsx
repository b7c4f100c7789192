import type { ReactNode } from "react";
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from "react-aria-components";
import styles from "./Disclosure.module.css";
import { ChevronRightIcon } from "./icons";

/** Something that is shown when it is asked for. */
export function Disclosure({
  title,
  isDefaultOpen = false,
  children,
}: {
  title: ReactNode;
  isDefaultOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <AriaDisclosure defaultExpanded={isDefaultOpen} className={styles.disclosure ?? ""}>
      <Heading level={3} className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <ChevronRightIcon size={12} />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel ?? ""}>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
