import { createDataRows, type NewDataRow } from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { isConversation, type MediaType } from "./medium";
import type { OfferedFile } from "./offer";
import { sendFile } from "./send-file";
import type { UrlRow } from "./url-list";

/** Where something that is to become a data row stands. */
export type ItemState = "waiting" | "sending" | "done" | "failed" | "left-out";

/** One file, or one part of a list of URLs. Objects are replaced when they change. */
export interface Item {
  readonly id: number;
  /** The file's path, or the lines of the list. */
  readonly name: string;
  readonly globalKey: string | null;
  readonly size: number;
  readonly state: ItemState;
  /** How much of it has been sent, 0 to 1. */
  readonly sent: number;
  readonly error: ApiProblem | null;
  /** Data rows it has made. */
  readonly made: number;
  /** Of a list: rows that were refused, by line. */
  readonly refused: readonly { line: number; reason: string; hint: string }[];
}

type Source =
  | { kind: "file"; file: File; mediaType: MediaType }
  | { kind: "json"; file: File }
  | { kind: "rows"; rows: readonly UrlRow[] };

export const AT_ONCE = 4;
const TELL_MS = 60;
/** Rows of a list that go in one request. */
export const ROWS_AT_ONCE = 500;

/** Sends files and lists to a dataset, some at once, and says of each how far it has come. */
export class Intake {
  readonly #byId = new Map<number, Item>();
  /** Ids that wait, in their order; what is here and does not wait any more is passed over. */
  #queue: number[] = [];
  #items: readonly Item[] | null = null;
  readonly #sources = new Map<number, Source>();
  readonly #listeners = new Set<() => void>();
  readonly #aborts = new Map<number, AbortController>();
  #dataset: string | null = null;
  #running = 0;
  #lastId = 0;
  #telling: ReturnType<typeof setTimeout> | null = null;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What there is, in the order it was added; the same array until something changes. */
  items = (): readonly Item[] => {
    this.#items ??= [...this.#byId.values()];
    return this.#items;
  };

  addFile({ file, path, mediaType }: OfferedFile, globalKey: string | null): void {
    const source: Source = mediaType ? { kind: "file", file, mediaType } : { kind: "json", file };
    this.#add(source, { name: path, globalKey, size: file.size });
  }

  addRows(name: string, rows: readonly UrlRow[]): void {
    for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
      const part = rows.slice(first, first + ROWS_AT_ONCE);
      const lines = `lines ${part[0]?.line} to ${part.at(-1)?.line}`;
      this.#add(
        { kind: "rows", rows: part },
        { name: `${name}, ${lines}`, globalKey: null, size: part.length },
      );
    }
  }

  /** Begins to send what waits, and what is added later. */
  start(dataset: string): void {
    this.#dataset = dataset;
    this.#goOn();
  }

  retry(id: number, globalKey?: string | null): void {
    this.#set(id, {
      state: "waiting",
      error: null,
      sent: 0,
      ...(globalKey === undefined ? {} : { globalKey }),
    });
    this.#queue.push(id);
    this.#goOn();
  }

  retryAll(): void {
    for (const item of this.items().filter((one) => one.state === "failed")) {
      this.retry(item.id);
    }
  }

  leaveOut(id: number): void {
    this.#aborts.get(id)?.abort();
    this.#set(id, { state: "left-out", error: null });
  }

  /** Leaves out everything that failed for a reason of this code. */
  leaveOutAll(code: string): void {
    for (const item of this.items()) {
      if (item.state === "failed" && item.error?.code === code) {
        this.leaveOut(item.id);
      }
    }
  }

  /** Ends what is being sent; what arrived stays. */
  stop(): void {
    this.#dataset = null;
    for (const abort of this.#aborts.values()) {
      abort.abort();
    }
  }

  #add(source: Source, about: Pick<Item, "name" | "globalKey" | "size">): void {
    const id = ++this.#lastId;
    this.#sources.set(id, source);
    const item: Item = { ...about, id, state: "waiting", sent: 0, error: null, made: 0, refused: [] };
    this.#byId.set(id, item);
    this.#queue.push(id);
    this.#tell();
    this.#goOn();
  }

  #goOn(): void {
    while (this.#dataset !== null && this.#running < AT_ONCE) {
      const id = this.#queue.shift();
      if (id === undefined) {
        return;
      }
      const next = this.#byId.get(id);
      if (next?.state === "waiting") {
        void this.#send(next, this.#dataset);
      }
    }
  }

  async #send(item: Item, dataset: string): Promise<void> {
    const abort = new AbortController();
    this.#aborts.set(item.id, abort);
    this.#running += 1;
    this.#set(item.id, { state: "sending" });
    try {
      const found = await this.#deliver(item, dataset, abort.signal);
      this.#set(item.id, { state: "done", sent: 1, ...found });
    } catch (error) {
      if (this.#byId.get(item.id)?.state === "sending") {
        this.#set(item.id, { state: "failed", error: asProblem(error) });
      }
    } finally {
      this.#aborts.delete(item.id);
      this.#running -= 1;
      this.#goOn();
    }
  }

  async #deliver(item: Item, dataset: string, signal: AbortSignal): Promise<Partial<Item>> {
    const source = this.#sources.get(item.id) as Source;
    if (source.kind === "rows") {
      return sendRows(dataset, source.rows, signal);
    }
    if (source.kind === "json") {
      const row = { global_key: item.globalKey, media_type: "conversation" as const };
      return sendOne(dataset, { ...row, inline: await conversationIn(source.file) }, signal);
    }
    const query = { global_key: item.globalKey, media_type: source.mediaType };
    await sendFile(dataset, source.file, query, { signal, onSent: (sent) => this.#set(item.id, { sent }) });
    return { made: 1 };
  }

  #set(id: number, change: Partial<Item>): void {
    const item = this.#byId.get(id);
    if (item) {
      this.#byId.set(id, { ...item, ...change });
      this.#tell();
    }
  }

  /** Tells once in a while: thousands of files say more than anybody can read. */
  #tell(): void {
    this.#items = null;
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      for (const listener of this.#listeners) {
        listener();
      }
    }, TELL_MS);
  }
}

async function sendRows(
  dataset: string,
  rows: readonly UrlRow[],
  signal: AbortSignal,
): Promise<Pick<Item, "made" | "refused">> {
  const body = { rows: rows.map((one) => one.row) };
  const { data } = await createDataRows({ path: { uid: dataset }, body, signal, throwOnError: true });
  const refused = data.outcomes.flatMap((outcome) => {
    const issue = outcome.issues?.[0];
    const line = rows[outcome.index]?.line ?? 0;
    return issue ? [{ line, reason: issue.message, hint: issue.hint ?? "" }] : [];
  });
  return { made: data.created, refused };
}

async function sendOne(dataset: string, row: NewDataRow, signal: AbortSignal): Promise<Pick<Item, "made">> {
  const { data } = await createDataRows({
    path: { uid: dataset },
    body: { rows: [row] },
    signal,
    throwOnError: true,
  });
  const issue = data.outcomes[0]?.issues?.[0];
  if (issue) {
    throw new ApiProblem({ status: 400, detail: issue.message, hint: issue.hint ?? "", code: issue.code });
  }
  return { made: 1 };
}

async function conversationIn(file: File): Promise<unknown> {
  let document: unknown;
  try {
    document = JSON.parse(await file.text());
  } catch {
    throw new ApiProblem({
      status: 400,
      detail: "the file is no JSON",
      hint: "check that it was copied whole",
    });
  }
  if (!isConversation(document)) {
    throw new ApiProblem({
      status: 400,
      detail: "the JSON is no conversation: it has no messages with a content",
      hint: "annotations are imported in a project; a conversation is a list of messages",
    });
  }
  return document;
}

function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem({ status: 0, detail: String(error) });
}
