import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Wizard } from "./wizard";

/** A file that was dropped and what was decided about it so far. */
export interface Draft {
  id: string;
  /** When it was last touched, in milliseconds. */
  at: number;
  file: File;
  /** Pictures that were dropped for data rows that are to be made. */
  pictures: { file: File; path: string }[];
  wizard: Wizard | null;
  /** The project that was made for it, once there is one. */
  project: string | null;
}

interface Schema extends DBSchema {
  draft: { key: string; value: Draft };
}

/** Drafts nobody came back to are forgotten after this long. */
const KEPT_MS = 7 * 24 * 3_600_000;

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("postil-imports", 1, {
    upgrade: (db) => {
      db.createObjectStore("draft", { keyPath: "id" });
    },
  });
  return opened;
}

/** Keeps a dropped file in this browser, so that the import survives a reload, and returns where. */
export async function startDraft(file: File): Promise<string> {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) =>
    one.toString(16).padStart(2, "0"),
  ).join("");
  const db = await database();
  for (const old of await db.getAll("draft")) {
    if (old.at < Date.now() - KEPT_MS) {
      await db.delete("draft", old.id);
    }
  }
  await db.put("draft", { id, at: Date.now(), file, pictures: [], wizard: null, project: null });
  return id;
}

export async function readDraft(id: string): Promise<Draft | null> {
  return (await (await database()).get("draft", id)) ?? null;
}

/** Changes a draft; one that is gone stays gone. */
export async function keepDraft(id: string, changes: Partial<Draft>): Promise<void> {
  const db = await database();
  const known = await db.get("draft", id);
  if (known !== undefined) {
    await db.put("draft", { ...known, ...changes, id, at: Date.now() });
  }
}

export async function dropDraft(id: string): Promise<void> {
  await (await database()).delete("draft", id);
}
