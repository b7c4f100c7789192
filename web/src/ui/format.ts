const NUMBER = new Intl.NumberFormat("en");
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** `12,345` */
export const count = (value: number): string => NUMBER.format(value);

/** `12.3K`, where room is short. */
export const shortCount = (value: number): string => COMPACT.format(value);

/** `1 task`, `12,345 tasks`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(value)} ${value === 1 ? one : many}`;
}

/** A fraction as `87%`; what is less than all is never shown as `100%`, what is more than nothing never as `0%`. */
export function percent(fraction: number): string {
  const shown = fraction > 0 && fraction < 1 ? Math.min(0.99, Math.max(0.01, fraction)) : fraction;
  return PERCENT.format(shown);
}

/** `512 B`, `1.5 MB`: units of 1000. */
export function fileSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 99.5 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)} ${units[unit]}`;
}

/** `3 minutes ago`, `in 2 days`; `now` in milliseconds. */
export function ago(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) {
      return RELATIVE.format(Math.trunc(seconds / length), unit);
    }
  }
  return seconds > 1 ? "in a moment" : "just now";
}

/** `5 Jan 2026` */
export const date = (at: string): string => DATE.format(new Date(at));

/** `5 Jan 2026, 09:30` in the reader's time zone. */
export const moment = (at: string): string => MOMENT.format(new Date(at));
