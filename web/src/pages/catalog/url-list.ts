import type { MetadataField, NewDataRow } from "../../api/gen";
import { readCsv } from "./csv";
import { isMediaType, type MediaType, mediaTypeOfName } from "./medium";

/** A data row a line of the list describes. */
export interface UrlRow {
  line: number;
  row: NewDataRow;
}

/** A line that makes no data row: what is wrong with which value, and how to fix it. */
export interface RefusedLine {
  line: number;
  reason: string;
  hint: string;
}

export interface UrlList {
  rows: UrlRow[];
  refused: RefusedLine[];
  /** What was made of each column. */
  columns: { name: string; meaning: string }[];
  /** Metadata fields no catalog has yet: the server makes them. */
  newFields: string[];
}

export const MAX_GLOBAL_KEY = 200;
const URL_NAMES = ["row_data", "url"];
const NAMES = ["global_key", "external_id", "media_type"] as const;
const METADATA = "metadata.";

type Fields = ReadonlyMap<string, MetadataField>;

/** Reads a CSV of URLs with the columns `row_data` or `url`, `global_key`, `external_id` and `metadata.*`. */
export function readUrlList(text: string, known: readonly MetadataField[] = []): UrlList {
  const { records, unclosed } = readCsv(text);
  const [head, ...body] = records;
  const names = (head?.fields ?? []).map((name) => name.trim());
  const urlAt = names.findIndex((name) => URL_NAMES.includes(name.toLowerCase()));
  const fields: Fields = new Map(known.map((field) => [field.name, field]));
  const columns = names.map((name) => ({ name, meaning: meaningOf(name, fields) }));
  const list: UrlList = { rows: [], refused: [], columns, newFields: newFields(names, fields) };
  if (head === undefined || urlAt < 0) {
    list.refused.push({
      line: head?.line ?? 1,
      reason: head
        ? `no column is called row_data or url; there are ${names.join(", ")}`
        : "the file is empty",
      hint: "name the columns in the first line: row_data, global_key, external_id, metadata.NAME",
    });
    return list;
  }
  const keys = new Map<string, number>();
  for (const { line, fields: values } of body) {
    const read = new Line(line, names, values).read(urlAt, fields, keys);
    if ("reason" in read) {
      list.refused.push(read);
    } else {
      list.rows.push(read);
    }
  }
  if (unclosed !== null) {
    refuseUnclosed(list, unclosed);
  }
  return list;
}

/** What stands behind a quotation mark that nothing closes is no line of its own: nothing of it is taken. */
function refuseUnclosed(list: UrlList, line: number): void {
  list.rows = list.rows.filter((row) => row.line < line);
  list.refused = list.refused.filter((one) => one.line < line);
  list.refused.push({
    line,
    reason: "a quotation mark is never closed, so the rest of the file is one field",
    hint: 'close it, or write " within a quoted field twice',
  });
}

function meaningOf(name: string, fields: Fields): string {
  const lower = name.toLowerCase();
  if (URL_NAMES.includes(lower)) {
    return "where the media is";
  }
  if (NAMES.some((one) => one === lower)) {
    return lower === "media_type" ? "medium" : lower.replace("_", " ");
  }
  if (lower.startsWith(METADATA)) {
    const field = fields.get(name.slice(METADATA.length));
    return field ? `metadata, ${field.kind}` : "metadata, a new text field";
  }
  return "not used";
}

function newFields(names: readonly string[], fields: Fields): string[] {
  const own = names.filter((name) => name.toLowerCase().startsWith(METADATA));
  return own.map((name) => name.slice(METADATA.length)).filter((name) => name !== "" && !fields.has(name));
}

class Line {
  readonly #line: number;
  readonly #names: readonly string[];
  readonly #values: readonly string[];

  constructor(line: number, names: readonly string[], values: readonly string[]) {
    this.#line = line;
    this.#names = names;
    this.#values = values;
  }

  read(urlAt: number, fields: Fields, keys: Map<string, number>): UrlRow | RefusedLine {
    if (this.#values.length !== this.#names.length) {
      const reason = `the line has ${this.#values.length} fields, the first line has ${this.#names.length}`;
      return this.#refused(reason, "put a field that holds the delimiter between quotation marks");
    }
    const url = (this.#values[urlAt] ?? "").trim();
    const wrong = this.#badUrl(url);
    if (wrong) {
      return wrong;
    }
    const key = this.#named("global_key");
    const media = this.#named("media_type")?.toLowerCase();
    if (media !== undefined && !isMediaType(media)) {
      return this.#refused(`media_type ${quoted(media)} is not known`, "write image, video, text, audio …");
    }
    const refused = this.#badKey(key, keys);
    if (refused) {
      return refused;
    }
    const metadata = this.#metadata(fields);
    if ("reason" in metadata) {
      return metadata as unknown as RefusedLine;
    }
    if (key !== undefined) {
      keys.set(key, this.#line);
    }
    const row: NewDataRow = { url, media_type: media ?? mediaTypeOfUrl(url), metadata };
    return { line: this.#line, row: { ...row, global_key: key, external_id: this.#named("external_id") } };
  }

  #named(name: string): string | undefined {
    const at = this.#names.findIndex((one) => one.toLowerCase() === name);
    return at < 0 ? undefined : this.#values[at]?.trim() || undefined;
  }

  #badUrl(url: string): RefusedLine | null {
    if (url === "") {
      return this.#refused("the URL is empty", "give the URL of the media, or take the line out");
    }
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
    if (scheme === "http" || scheme === "https") {
      return URL.canParse(url) ? null : this.#refused(`${quoted(url)} is no URL`, "correct it");
    }
    if (scheme !== undefined) {
      return this.#refused(`the server cannot fetch ${scheme}:// URLs`, "give an https:// URL");
    }
    return this.#refused(`${quoted(url)} is no URL`, "write it whole, beginning with https://");
  }

  #badKey(key: string | undefined, keys: ReadonlyMap<string, number>): RefusedLine | null {
    if (key === undefined) {
      return null;
    }
    const before = keys.get(key);
    if (before !== undefined) {
      return this.#refused(`global key ${quoted(key)} is that of line ${before}`, "give every row its own");
    }
    const length = [...key].length;
    return length > MAX_GLOBAL_KEY
      ? this.#refused(`the global key has ${length} characters, may have ${MAX_GLOBAL_KEY}`, "shorten it")
      : null;
  }

  #metadata(fields: Fields): Record<string, unknown> | RefusedLine {
    const found: Record<string, unknown> = {};
    for (const [at, column] of this.#names.entries()) {
      const text = (this.#values[at] ?? "").trim();
      if (!column.toLowerCase().startsWith(METADATA) || text === "") {
        continue;
      }
      const name = column.slice(METADATA.length);
      const value = metadataValue(text, fields.get(name));
      if (value === undefined) {
        return this.#refused(misfit(text, column, fields.get(name)), fitHint(fields.get(name)));
      }
      found[name] = value;
    }
    return found;
  }

  #refused(reason: string, hint: string): RefusedLine {
    return { line: this.#line, reason, hint };
  }
}

/** The value a text stands for in a metadata field; undefined when the field does not take it. */
export function metadataValue(text: string, field: MetadataField | undefined): unknown {
  switch (field?.kind) {
    case "number": {
      const value = Number(text);
      return Number.isFinite(value) ? value : undefined;
    }
    case "datetime":
      return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
    case "enum":
      return field.options.some((option) => option.name === text) ? text : undefined;
    case "embedding":
      return undefined;
    default:
      return text;
  }
}

function misfit(text: string, column: string, field: MetadataField | undefined): string {
  const kind = field?.kind === "enum" ? "none of the values" : `no ${field?.kind}`;
  return `${quoted(text)} in ${column} is ${kind}`;
}

function fitHint(field: MetadataField | undefined): string {
  if (field?.kind === "enum") {
    return `write one of ${field.options.map((option) => option.name).join(", ")}`;
  }
  return field?.kind === "datetime"
    ? "write it as 2026-01-31T09:30:00Z"
    : "write a plain number, such as 12.5";
}

function mediaTypeOfUrl(url: string): MediaType {
  return mediaTypeOfName(new URL(url).pathname) ?? "image";
}

function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
}
