import type { ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  type MenuSectionProps as AriaMenuSectionProps,
  MenuTrigger as AriaMenuTrigger,
  Header,
  Popover,
  type PopoverProps,
  Separator,
} from "react-aria-components";
import { classes } from "./classes";
import { CheckIcon } from "./icons";
import type { IconComponent } from "./icons/Icon";
import { KeyCap } from "./KeyCap";
import list from "./list.module.css";

export interface MenuProps extends Omit<AriaMenuProps<object>, "className" | "style" | "items"> {
  /** The control that opens it. */
  trigger: ReactNode;
  placement?: PopoverProps["placement"];
}

/** A menu of things to do, behind a button. */
export function Menu({ trigger, placement = "bottom end", children, ...rest }: MenuProps) {
  return (
    <AriaMenuTrigger>
      {trigger}
      <Popover offset={4} placement={placement} className={list.popover ?? ""}>
        <AriaMenu {...rest} className={list.list ?? ""}>
          {children}
        </AriaMenu>
      </Popover>
    </AriaMenuTrigger>
  );
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, "className" | "style" | "children"> {
  icon?: IconComponent;
  /** It takes something away. */
  isDanger?: boolean;
  shortcut?: string;
  note?: ReactNode;
  children: string;
}

/** One thing to do, with `onAction` or `href`; in a menu with `selectionMode` it gets a tick. */
export function MenuItem({ icon: Icon, isDanger, shortcut, note, children, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem {...rest} textValue={children} className={classes(list.item, isDanger && list.bad)}>
      {({ selectionMode }) => (
        <>
          {Icon && <Icon />}
          <span className={list.body}>
            <span>{children}</span>
            {note && <span className={list.note}>{note}</span>}
          </span>
          {shortcut && <KeyCap keys={shortcut} />}
          {selectionMode !== "none" && <CheckIcon className={list.tick} />}
        </>
      )}
    </AriaMenuItem>
  );
}

/** Some items under a heading. */
export function MenuSection({
  title,
  children,
  ...rest
}: { title: string; children: ReactNode } & Omit<AriaMenuSectionProps<object>, "children" | "className">) {
  return (
    <AriaMenuSection {...rest}>
      <Header className={list.header}>{title}</Header>
      {children}
    </AriaMenuSection>
  );
}

/** A line between items. */
export function MenuSeparator() {
  return <Separator className={list.separator ?? ""} />;
}
