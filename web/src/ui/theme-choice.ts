import { useSyncExternalStore } from "react";

/** Light or dark by hand, or as the system says. */
export type ThemeChoice = "light" | "dark" | "system";

const KEY = "postil.theme";
const listeners = new Set<() => void>();

function stored(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    // A browser that keeps nothing for us follows the system.
    return "system";
  }
}

/** Puts the stored choice on the document; called before the first paint of the pages. */
export function applyTheme(): void {
  const choice = stored();
  if (choice === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = choice;
  }
}

/** Keeps a choice in this browser and applies it. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === "system") {
      localStorage.removeItem(KEY);
    } else {
      localStorage.setItem(KEY, choice);
    }
  } catch {
    // Not kept; it holds as long as the page is open.
  }
  applyTheme();
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** The choice of this browser, also when another tab changes it. */
export function useTheme(): ThemeChoice {
  return useSyncExternalStore(subscribe, stored);
}
