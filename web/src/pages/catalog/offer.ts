import type { MetadataField } from "../../api/gen";
import type { DroppedFile } from "../../ui/DropZone";
import { type MediaType, sortFile } from "./medium";
import { MAX_GLOBAL_KEY, readUrlList, type UrlList } from "./url-list";

/** What the global key of a file is made from. */
export type KeyFrom = "path" | "name" | "none";

export interface OfferedFile {
  file: File;
  path: string;
  /** Null for JSON, which is a conversation or nothing. */
  mediaType: MediaType | null;
}

export interface OfferedList {
  name: string;
  list: UrlList;
}

/** Everything that was dropped, understood as far as can be without sending it. */
export interface Offer {
  files: OfferedFile[];
  lists: OfferedList[];
  refused: { path: string; reason: string; hint: string }[];
  /** Files of the operating system, which are passed over. */
  ignored: number;
}

export const NO_OFFER: Offer = { files: [], lists: [], refused: [], ignored: 0 };

/** Sorts dropped files; lists of URLs are read, everything else is looked at by its name. */
export async function sortDropped(
  dropped: readonly DroppedFile[],
  fields: readonly MetadataField[],
  before: Offer = NO_OFFER,
): Promise<Offer> {
  const known = new Set(before.files.map((one) => one.path));
  const offer: Offer = {
    files: [...before.files],
    lists: [...before.lists],
    refused: [...before.refused],
    ignored: before.ignored,
  };
  for (const { file, path } of dropped) {
    const sorted = sortFile(path, file.size);
    if (sorted.as === "nothing") {
      offer.ignored += 1;
    } else if (sorted.as === "refused") {
      offer.refused.push({ path, reason: sorted.reason, hint: sorted.hint });
    } else if (sorted.as === "list") {
      offer.lists.push({ name: path, list: readUrlList(await file.text(), fields) });
    } else if (!known.has(path)) {
      known.add(path);
      offer.files.push({ file, path, mediaType: sorted.as === "row" ? sorted.mediaType : null });
    }
  }
  return offer;
}

export function isEmpty(offer: Offer): boolean {
  return offer.files.length === 0 && offer.lists.every(({ list }) => list.rows.length === 0);
}

/** How many data rows an offer makes if nothing of it is refused later. */
export function rowCount(offer: Offer): number {
  return offer.files.length + offer.lists.reduce((sum, { list }) => sum + list.rows.length, 0);
}

/** The global key of a file; null for none. */
export function keyOf(path: string, from: KeyFrom): string | null {
  if (from === "none") {
    return null;
  }
  return from === "name" ? path.slice(path.lastIndexOf("/") + 1) : path;
}

/** Global keys that several files would have, and those that are too long. */
export function keyProblems(
  files: readonly OfferedFile[],
  from: KeyFrom,
): { twice: string[]; long: string[] } {
  const seen = new Set<string>();
  const twice = new Set<string>();
  const long: string[] = [];
  for (const { path } of files) {
    const key = keyOf(path, from);
    if (key === null) {
      continue;
    }
    if (seen.has(key)) {
      twice.add(key);
    }
    seen.add(key);
    if ([...key].length > MAX_GLOBAL_KEY) {
      long.push(key);
    }
  }
  return { twice: [...twice], long };
}

/** How many files there are of each medium, the most first. */
export function byMedium(files: readonly OfferedFile[]): [MediaType, number][] {
  const counts = new Map<MediaType, number>();
  for (const { mediaType } of files) {
    const kind = mediaType ?? "conversation";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}
