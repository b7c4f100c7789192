/** One record of a CSV file and the line its first character stands on, from 1. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

export interface Csv {
  delimiter: string;
  records: CsvRecord[];
  /** The line of a quotation mark that nothing closes; null when all are closed. */
  unclosed: number | null;
}

const DELIMITERS = [",", ";", "\t"];

/** Reads CSV as RFC 4180 has it: quoted fields may hold delimiters, doubled quotes and line breaks. */
export function readCsv(text: string, delimiter = guessDelimiter(text)): Csv {
  return new Reader(text.replace(/^\ufeff/, ""), delimiter).read();
}

/** The delimiter the first line has most of, outside of quotes. */
export function guessDelimiter(text: string): string {
  const first = /^\ufeff?[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
  const counts = DELIMITERS.map((one) => first.split(one).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

class Reader {
  readonly #text: string;
  readonly #delimiter: string;
  #at = 0;
  #line = 1;
  #unclosed: number | null = null;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  read(): Csv {
    const records: CsvRecord[] = [];
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] === "\n" || this.#text[this.#at] === "\r") {
        // An empty line is no record: files end with one.
        this.#lineBreak();
        continue;
      }
      const line = this.#line;
      records.push({ line, fields: this.#record() });
    }
    return { delimiter: this.#delimiter, records, unclosed: this.#unclosed };
  }

  #record(): string[] {
    const fields = [this.#field()];
    while (this.#text[this.#at] === this.#delimiter) {
      this.#at += 1;
      fields.push(this.#field());
    }
    this.#lineBreak();
    return fields;
  }

  #lineBreak(): void {
    if (this.#text[this.#at] === "\r") {
      this.#at += 1;
    }
    if (this.#text[this.#at] === "\n") {
      this.#at += 1;
    }
    this.#line += 1;
  }

  #field(): string {
    return this.#text[this.#at] === '"' ? this.#quoted() + this.#plain() : this.#plain();
  }

  #plain(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !this.#isEnd(this.#text[this.#at])) {
      this.#at += 1;
    }
    return this.#text.slice(start, this.#at);
  }

  #isEnd(char: string | undefined): boolean {
    return char === this.#delimiter || char === "\n" || char === "\r";
  }

  #quoted(): string {
    const opened = this.#line;
    const parts: string[] = [];
    this.#at += 1;
    for (;;) {
      const end = this.#text.indexOf('"', this.#at);
      const part = this.#text.slice(this.#at, end < 0 ? undefined : end);
      parts.push(part);
      this.#line += part.split(/\r\n|\r|\n/).length - 1;
      if (end < 0) {
        this.#at = this.#text.length;
        this.#unclosed ??= opened;
        return parts.join("");
      }
      this.#at = end + 1;
      if (this.#text[this.#at] !== '"') {
        return parts.join("");
      }
      parts.push('"');
      this.#at += 1;
    }
  }
}
