import { type ReactNode, useSyncExternalStore } from "react";
import { IconButton } from "./Button";
import { classes } from "./classes";
import { CrossIcon, ErrorIcon, InfoIcon, SuccessIcon } from "./icons";
import styles from "./Toast.module.css";

type Tone = "info" | "good" | "bad";

interface Toast {
  id: number;
  tone: Tone;
  text: ReactNode;
  action?: ReactNode;
}

/** How long a toast stays; one with an action stays longer, one about a failure until it is closed. */
const SHOWN_MS = 5_000;
const SHOWN_WITH_ACTION_MS = 10_000;
const MOST = 4;

let toasts: readonly Toast[] = [];
let announced = "";
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says something in passing, in the corner; returns what takes it away again. */
export function toast(
  text: ReactNode,
  { tone = "good", action }: { tone?: Tone; action?: ReactNode } = {},
): () => void {
  const id = ++lastId;
  const close = () => change(toasts.filter((one) => one.id !== id));
  change([...toasts, { id, tone, text, action }].slice(-MOST));
  if (tone !== "bad") {
    setTimeout(close, action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
  }
  return close;
}

/** Has a screen reader say something that is seen anyway. */
export function announce(text: string): void {
  // The same words twice are said twice: a no-break space makes another text of them.
  announced = announced === text ? `${text}\u00a0` : text;
  change(toasts);
}

const ICONS = { info: InfoIcon, good: SuccessIcon, bad: ErrorIcon };

/** Where toasts appear and what is announced is read. Once per window. */
export function ToastRegion() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const said = useSyncExternalStore(subscribe, () => announced);
  return (
    <>
      <div role="status" aria-live="polite" className="visually-hidden">
        {said}
      </div>
      <section aria-label="Notices" aria-live="polite" aria-relevant="additions" className={styles.region}>
        {shown.map(({ id, tone, text, action }) => {
          const Icon = ICONS[tone];
          return (
            <div key={id} className={classes(styles.toast, styles[tone])}>
              <Icon className={styles.icon} />
              <div className={styles.text}>{text}</div>
              {action}
              <IconButton
                icon={CrossIcon}
                label="Dismiss"
                size="small"
                onPress={() => change(toasts.filter((one) => one.id !== id))}
              />
            </div>
          );
        })}
      </section>
    </>
  );
}
