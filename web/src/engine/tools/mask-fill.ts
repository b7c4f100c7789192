import { type Ref, withGeometry } from "../../core/annotation";
import { edit } from "../../core/commands/edit";
import type { Position } from "../../core/geometry/plane";
import { maskOf, togglesOf } from "../../core/masks/mask";
import { polygonToggles } from "../../core/masks/polygon";
import { union } from "../../core/masks/toggles";
import type { Annotation, Mask } from "../../core/wire";
import { putShape } from "./put";
import type { ToolHost } from "./tool";

/** A mask that is painted on: the only thing selected. */
export interface MaskTarget {
  readonly ref: Ref;
  readonly annotation: Annotation;
  readonly mask: Mask;
}

/** The selected mask, if one mask is what is selected; it may not be changeable. */
export function selectedMask(host: ToolHost): MaskTarget | null {
  const [ref, ...others] = host.store.selection;
  return ref && others.length === 0 ? maskAt(host, ref) : null;
}

export function maskAt(host: ToolHost, ref: Ref): MaskTarget | null {
  const annotation = host.store.at(ref);
  const mask = annotation?.geometry;
  return annotation && mask?.type === "mask" && mask.counts != null ? { ref, annotation, mask } : null;
}

export function isMaskWanted(host: ToolHost): boolean {
  return host.store.ontology?.feature(host.store.activeFeature)?.kind === "mask";
}

/** Paints the inside of rings into the selected mask, or into a new one. */
export function fillMask(host: ToolHost, rings: ReadonlyArray<readonly Position[]>): void {
  const target = selectedMask(host);
  const size = target?.mask ?? host.bounds;
  if (!size?.width || !size.height) return;
  const inside = polygonToggles(rings, size.width, size.height);
  if (inside.length === 0) return;
  if (!target) putShape(host, maskOf(inside, size.width, size.height));
  else {
    const mask = maskOf(union(togglesOf(target.mask), inside), size.width, size.height);
    host.store.apply(edit(target.ref, withGeometry(target.annotation, mask), "Fill mask"));
  }
}
