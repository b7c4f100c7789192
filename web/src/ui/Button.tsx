import { type ReactNode, type Ref, useEffect, useId, useState } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Link } from "react-aria-components";
import styles from "./Button.module.css";
import { classes } from "./classes";
import type { IconComponent } from "./icons/Icon";
import { Tooltip, TooltipTrigger } from "./Tooltip";

export type ButtonTone = "plain" | "primary" | "quiet" | "danger";

interface Look {
  /** `primary` once per view: what comes next. `quiet` has no frame until it is pointed at. */
  tone?: ButtonTone;
  size?: "small" | "medium";
  icon?: IconComponent;
  children?: ReactNode;
}

export interface ButtonProps extends Look, Omit<AriaButtonProps, "children" | "className" | "style"> {
  ref?: Ref<HTMLButtonElement>;
  /** What is missing before it can be pressed: said beside it, and it is disabled. */
  lack?: string | null;
}

function look({ tone = "plain", size = "medium" }: Look, ...more: (string | undefined)[]): string {
  return classes(styles.button, styles[tone], styles[size], ...more);
}

/** A button. While `isPending` it says so and cannot be pressed again. */
export function Button({ tone, size, icon: Icon, lack, children, ...rest }: ButtonProps) {
  const saidIn = useId();
  const isLacking = Boolean(lack) && !rest.isPending;
  return (
    <>
      {isLacking && (
        <span id={saidIn} className={styles.lack}>
          {lack}
        </span>
      )}
      <AriaButton
        {...rest}
        isDisabled={rest.isDisabled || isLacking}
        aria-describedby={isLacking ? saidIn : rest["aria-describedby"]}
        className={look({ tone, size })}
      >
        {rest.isPending ? <Pending icon={Icon} /> : Icon && <Icon />}
        {children}
      </AriaButton>
    </>
  );
}

/** Milliseconds after which a button that is pending shows it: what is quick does not flicker. */
const PATIENCE = 400;

/** What turns in a button that takes long, and its icon until then. */
function Pending({ icon: Icon }: { icon: IconComponent | undefined }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  if (isLong) return <span className={styles.spinner} aria-hidden="true" />;
  return Icon ? <Icon /> : null;
}

export interface LinkButtonProps extends Look {
  href: string;
  /** The server answers with a file: the browser keeps it, under this name if one is given. */
  download?: boolean | string;
  target?: "_blank";
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ tone, size, icon: Icon, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={look({ tone, size })}>
      {Icon && <Icon />}
      {children}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "lack"> {
  icon: IconComponent;
  /** Read aloud, and shown when pointed at. */
  label: string;
  /** The key that does the same, for the tooltip. */
  shortcut?: string;
}

/** A button of an icon alone, with its name as a tooltip. */
export function IconButton({ icon: Icon, label, shortcut, tone = "quiet", size, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger>
      <AriaButton {...rest} aria-label={label} className={look({ tone, size }, styles.square)}>
        {rest.isPending ? <Pending icon={Icon} /> : <Icon />}
      </AriaButton>
      <Tooltip shortcut={shortcut}>{label}</Tooltip>
    </TooltipTrigger>
  );
}
