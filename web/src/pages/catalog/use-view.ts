import { useState } from "react";
import type { GridView } from "./RowGrid";

const KEY = "postil.catalog.view";

/** Tiles or a list, as this browser was left. */
export function useView(): [GridView, (view: GridView) => void] {
  const [view, setView] = useState<GridView>(() => (read() === "list" ? "list" : "tiles"));
  const change = (next: GridView) => {
    setView(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Not kept: the next page shows tiles.
    }
  };
  return [view, change];
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
