import type { Mask } from "../wire";
import { areaOf, boxOf, fromCounts, NOTHING, type Toggles, toCounts } from "./toggles";

const read = new WeakMap<Mask, Toggles>();

/** Toggles of a mask; read once for each mask that is kept. */
export function togglesOf(mask: Mask): Toggles {
  let toggles = read.get(mask);
  if (!toggles) {
    toggles = mask.counts ? fromCounts(mask.counts) : NOTHING;
    read.set(mask, toggles);
  }
  return toggles;
}

/** The mask geometry of toggles, as the interface takes it. */
export function maskOf(toggles: Toggles, width: number, height: number): Mask {
  const mask: Mask = {
    type: "mask",
    width,
    height,
    counts: toCounts(toggles, width * height),
    area: areaOf(toggles),
    bbox: boxOf(toggles, height),
  };
  read.set(mask, toggles);
  return mask;
}
