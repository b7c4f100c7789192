import { ago, date, moment } from "./format";

/** A moment as "3 minutes ago" or as a day, with the exact time when it is pointed at. */
export function Time({ at, style = "ago" }: { at: string | null | undefined; style?: "ago" | "date" }) {
  return at ? (
    <time dateTime={at} title={moment(at)}>
      {style === "ago" ? ago(at) : date(at)}
    </time>
  ) : (
    <span aria-hidden="true">–</span>
  );
}
