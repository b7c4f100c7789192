import { useEffect } from "react";
import type { Keys, Place } from "../../core/keys/keys";

const TEXT_INPUTS = new Set([
  "text",
  "search",
  "url",
  "email",
  "number",
  "password",
  "tel",
  "date",
  "datetime-local",
  "",
]);

/** Listen to keys for as long as the editor is shown. */
export function useKeyboard(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // A tool of the stage, a menu or a list has taken it already.
      if (event.defaultPrevented || event.isComposing) return;
      const place = placeOf(event.target, event.key);
      if (place && keys.press(event, place, performance.now())) event.preventDefault();
    };
    // A button or a choice that has the focus would take Enter and space with control for presses of its own.
    const submit = (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      if (!event.ctrlKey && !event.metaKey && !event.altKey) return;
      press(event);
      if (event.defaultPrevented) event.stopPropagation();
    };
    window.addEventListener("keydown", submit, { capture: true });
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", submit, { capture: true });
      window.removeEventListener("keydown", press);
    };
  }, [keys]);
}

/** What moves the focus, presses, scrolls and leaves: it keeps its meaning in every control but the stage. */
const OF_CONTROLS = /^(Tab|Enter| |Arrow.*|Home|End|Page.*|Escape)$/;

/**
 * Where a key was pressed; null in a dialog, which has keys of its own.
 *
 * The whole page belongs to the stage as long as nobody writes: whoever has clicked a region of the list, an answer or
 * the empty part of a panel goes on with the next key. Controls keep those they are used with.
 */
export function placeOf(target: EventTarget | null, key: string): Place | null {
  if (!(target instanceof Element)) return { scope: "page", isText: false };
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')) return null;
  const isText = takesText(target);
  const stage = target.closest("[data-stage]");
  if (stage) return { scope: stage.getAttribute("data-stage") === "time" ? "time" : "stage", isText };
  const isLeft = target === document.body && key === "Escape";
  const isOfControl = (OF_CONTROLS.test(key) && !isLeft) || target.closest("[aria-haspopup]") !== null;
  return { scope: isText || isOfControl ? "page" : "stage", isText };
}

function takesText(target: Element): boolean {
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
