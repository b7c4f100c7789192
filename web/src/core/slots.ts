/** Slots: what patches are about, so that two about the same thing are one. */

import type { DraftPatch } from "../api/gen";
import type { Key } from "./annotation";
import type { Batch, Outbox as Content, Patch } from "./patches";
import type { Annotation } from "./wire";

/** What a parcel holds: the store's book, and what the server had of everything in it. */
export interface Kept extends Content {
  readonly base: readonly (readonly [Key, Annotation | null])[];
}

export function bodyOf(batch: Batch): DraftPatch {
  return { patch_id: batch.id, patches: [...batch.patches] } as DraftPatch;
}

export function keysOf(content: Content): Key[] {
  const patches = [...(content.inFlight?.patches ?? []), ...content.patches];
  return [...new Set(patches.flatMap((one) => ("offered" in one ? [] : [slotOf(one)])))];
}

export function waitingIn(content: Content): number {
  return new Set([...(content.inFlight?.patches ?? []), ...content.patches].map(slotOf)).size;
}

/** What a patch is about: the key of an annotation, or a pre-label that is decided about. */
export function slotOf(patch: Patch): string {
  if (patch.op === "put") return patch.annotation.key ?? "";
  return patch.op === "remove" ? patch.key : `${patch.offered.bundle}/${patch.offered.key}`;
}

export function isOffered(patch: Patch): boolean {
  return (
    patch.op === "reject" || patch.op === "restore" || (patch.op === "put" && patch.accepts !== undefined)
  );
}

export function orphaned(patch: Patch): Patch {
  return patch.op === "put" ? { op: "put", annotation: patch.annotation } : patch;
}
