import { useEffect, useState } from "react";
import { Button, IconButton } from "./Button";
import { CheckIcon, CopyIcon } from "./icons";
import { announce } from "./Toast";

/** Puts a text on the clipboard, and says so. */
export function CopyButton({
  text,
  label = "Copy",
  isIconOnly = false,
  size = "small",
}: {
  /** The text, or what makes it when it is asked for. */
  text: string | (() => string);
  label?: string;
  isIconOnly?: boolean;
  size?: "small" | "medium";
}) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (isCopied) {
      const timer = setTimeout(() => setCopied(false), 1600);
      return () => clearTimeout(timer);
    }
  }, [isCopied]);
  const copy = async () => {
    const copied = await copyText(typeof text === "function" ? text() : text);
    setCopied(copied);
    announce(copied ? "Copied" : "The browser did not allow copying");
  };
  const icon = isCopied ? CheckIcon : CopyIcon;
  return isIconOnly ? (
    <IconButton icon={icon} label={isCopied ? "Copied" : label} size={size} onPress={copy} />
  ) : (
    <Button icon={icon} size={size} onPress={copy}>
      {isCopied ? "Copied" : label}
    </Button>
  );
}

/** Copies a text; browsers offer no clipboard to pages that came by plain HTTP from another machine. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  (document.querySelector("[role=dialog], [role=alertdialog]") ?? document.body).append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  return isDone;
}
