/** Outbox: what was changed and not yet acknowledged by the server, kept where it survives the page. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** The unacknowledged work on one draft, made in one window. `content` is the store's own and not looked into. */
export interface Parcel {
  readonly draft: string;
  /** The window it was made in: two windows with one draft keep theirs apart. */
  readonly window: string;
  /** Id of the person: somebody else who signs in here neither sees nor sends it. */
  readonly user: string;
  readonly project: string;
  readonly task: number;
  /** What the person knows the task by. */
  readonly title: string;
  /** The version of the draft the changes were made from. */
  readonly version: number;
  readonly changes: number;
  readonly changedAt: number;
  readonly content: unknown;
}

export interface Outbox {
  /** Keep a parcel in the place of the one with its draft and window; it is safe when this is fulfilled. */
  keep(parcel: Parcel): Promise<void>;
  drop(draft: string, window: string): Promise<void>;
  /** Parcels of a person, oldest first. */
  list(user: string): Promise<Parcel[]>;
}

interface Shelves extends DBSchema {
  parcel: { key: [string, string]; value: Parcel; indexes: { user: string } };
}

/**
 * Open the outbox of this browser.
 *
 * @returns one that lasts as long as the page where the browser keeps nothing; `isLasting` says which.
 */
export async function openOutbox(name = "postil-outbox"): Promise<Outbox & { isLasting: boolean }> {
  try {
    const shelves = await openDB<Shelves>(name, 1, {
      upgrade(database) {
        const made = database.createObjectStore("parcel", { keyPath: ["draft", "window"] });
        made.createIndex("user", "user");
      },
    });
    return new LastingOutbox(shelves);
  } catch {
    return new PassingOutbox();
  }
}

class LastingOutbox implements Outbox {
  readonly isLasting = true;
  readonly #shelves: IDBPDatabase<Shelves>;

  constructor(shelves: IDBPDatabase<Shelves>) {
    this.#shelves = shelves;
  }

  async keep(parcel: Parcel): Promise<void> {
    const turn = this.#shelves.transaction("parcel", "readwrite", { durability: "strict" });
    await Promise.all([turn.store.put(parcel), turn.done]);
  }

  async drop(draft: string, window: string): Promise<void> {
    await this.#shelves.delete("parcel", [draft, window]);
  }

  async list(user: string): Promise<Parcel[]> {
    const found = await this.#shelves.getAllFromIndex("parcel", "user", user);
    return found.sort((a, b) => a.changedAt - b.changedAt);
  }
}

/** An outbox in memory, for browsers that refuse to keep anything. */
export class PassingOutbox implements Outbox {
  readonly isLasting = false;
  readonly #parcels = new Map<string, Parcel>();

  async keep(parcel: Parcel): Promise<void> {
    this.#parcels.set(`${parcel.draft} ${parcel.window}`, structuredClone(parcel));
  }

  async drop(draft: string, window: string): Promise<void> {
    this.#parcels.delete(`${draft} ${window}`);
  }

  async list(user: string): Promise<Parcel[]> {
    const own = [...this.#parcels.values()].filter((one) => one.user === user);
    return own.sort((a, b) => a.changedAt - b.changedAt);
  }
}
