import type { Store } from "../src/core/store";
import { Offsets } from "../src/text/offsets";
import { Spans } from "../src/text/spans";

/** What most editors do: cut the text where any span begins or ends, and wrap every piece in a `<mark>` per span. */
export function marked(host: HTMLElement, text: string, store: Store): void {
  const spans = new Spans(store, new Offsets(text), null).visible;
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])];
  cuts.sort((one, other) => one - other);
  const page = document.createElement("div");
  page.style.whiteSpace = "pre-wrap";
  page.style.lineHeight = "2.3";
  let first = 0;
  for (const [no, from] of cuts.entries()) {
    const to = cuts[no + 1];
    if (to === undefined) break;
    let piece: Node = document.createTextNode(text.slice(from, to));
    while (first < spans.length && (spans[first]?.end ?? 0) <= from - 100) first += 1;
    for (let at = first; at < spans.length && (spans[at]?.start ?? 0) <= from; at += 1) {
      const span = spans[at];
      if (!span || span.end < to) continue;
      const mark = document.createElement("mark");
      mark.style.backgroundColor = span.color;
      mark.dataset.key = span.key;
      mark.append(piece);
      piece = mark;
    }
    page.append(piece);
  }
  const top = host.scrollTop;
  host.replaceChildren(page);
  host.scrollTop = top;
}
