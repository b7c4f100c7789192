import { type ReactNode, useContext, useState } from "react";
import {
  Dialog as AriaDialog,
  DialogTrigger as AriaDialogTrigger,
  Popover as AriaPopover,
  Heading,
  Modal,
  ModalOverlay,
  OverlayTriggerStateContext,
  type PopoverProps,
} from "react-aria-components";
import { Button, IconButton } from "./Button";
import { classes } from "./classes";
import styles from "./Dialog.module.css";
import { ErrorState } from "./ErrorState";
import { CrossIcon } from "./icons";
import list from "./list.module.css";

/** Opens the dialog or popover that is its second child from the button that is its first. */
export const DialogTrigger = AriaDialogTrigger;

type Body = ReactNode | ((close: () => void) => ReactNode);

export interface DialogProps {
  title: ReactNode;
  /** A sentence under the title. */
  lead?: ReactNode;
  size?: "small" | "medium" | "large";
  /** Opened from outside instead of by a DialogTrigger. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children?: Body;
  /** The buttons below, the one to press last. */
  footer?: Body;
  role?: "dialog" | "alertdialog";
  /** Whether a click beside it closes it; not where something was typed. */
  isDismissable?: boolean;
}

function filled(body: Body, close: () => void): ReactNode {
  return typeof body === "function" ? body(close) : body;
}

/** A window over the page. */
export function Dialog({
  title,
  lead,
  size = "medium",
  isOpen,
  onOpenChange,
  children,
  footer,
  role,
  isDismissable = false,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={isDismissable}
      className={styles.overlay ?? ""}
    >
      <Modal className={classes(styles.modal, styles[size])}>
        <AriaDialog role={role} className={styles.dialog ?? ""}>
          {({ close }) => (
            <>
              <header className={styles.header}>
                <Heading slot="title" className={styles.title}>
                  {title}
                </Heading>
                <IconButton icon={CrossIcon} label="Close" size="small" onPress={close} />
              </header>
              <div className={styles.body}>
                {lead && <p className={styles.lead}>{lead}</p>}
                {filled(children, close)}
              </div>
              {footer && <footer className={styles.footer}>{filled(footer, close)}</footer>}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  children: ReactNode;
  /** Says what it does: "Delete dataset", not "OK". */
  confirmLabel: string;
  isDanger?: boolean;
  /** Stays open, and shows the error, when the promise is rejected. */
  onConfirm: () => Promise<unknown> | unknown;
}

/** Asks before something that cannot be taken back by a click. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, children, confirmLabel, isDanger = true, onConfirm } = props;
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const change = (open: boolean) => {
    setError(null);
    onOpenChange(open);
  };
  const confirm = async () => {
    setPending(true);
    try {
      await onConfirm();
      change(false);
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      title={title}
      size="small"
      role="alertdialog"
      isOpen={isOpen}
      onOpenChange={change}
      footer={
        <>
          <Button onPress={() => change(false)}>Cancel</Button>
          <Button autoFocus tone={isDanger ? "danger" : "primary"} isPending={isPending} onPress={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      {error !== null && <ErrorState error={error} isCompact />}
    </Dialog>
  );
}

/** A small window beside the button that opens it. */
export function Popover({
  label,
  placement,
  children,
}: {
  label: string;
  placement?: PopoverProps["placement"];
  children: Body;
}) {
  return (
    // The window itself is the dialog: its hidden buttons to close it would be outside of one within.
    <AriaPopover aria-label={label} placement={placement} offset={6} className={list.popover ?? ""}>
      <PopoverBody>{children}</PopoverBody>
    </AriaPopover>
  );
}

function PopoverBody({ children }: { children: Body }) {
  const state = useContext(OverlayTriggerStateContext);
  return <div className={styles.popover}>{filled(children, () => state?.close())}</div>;
}
