import { createRoot, type Root } from "react-dom/client";
import { edit } from "../src/core/commands/edit";
import { OntologyIndex } from "../src/core/ontology";
import { Store } from "../src/core/store";
import type { Annotation, Ontology } from "../src/core/wire";
import TextStage from "../src/stages/text";
import "../src/ui/theme.css";
import { marked } from "./marks";

const host = document.querySelector<HTMLElement>("#host") as HTMLElement;
const WORDS = "Rain fell on Kōbe while the harbour slept and 🗾 maps of Ōsaka were drawn anew".split(" ");
const NAMES = ["person", "place", "date", "work"];

let root: Root | null = null;
let store = new Store();
let text = "";

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

function prose(size: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let no = 0; length < size; no += 1) {
    const word = `${WORDS[(no * 7 + (no >> 3)) % WORDS.length]}${no % 23 === 22 ? ".\n\n" : no % 9 === 8 ? ", " : " "}`;
    parts.push(word);
    length += word.length;
  }
  return parts.join("");
}

function spans(count: number, length: number): Annotation[] {
  return Array.from({ length: count }, (_, no) => {
    const start = Math.floor((no * (length - 60)) / count);
    return {
      key: `s${no}`,
      kind: "object",
      feature: NAMES[no % NAMES.length],
      geometry: { type: "text_span", start, end: start + 8 + ((no * 13) % 40), unit: "codepoint" },
    };
  });
}

function ontology(): OntologyIndex {
  const features = NAMES.map((name) => ({ name, kind: "text_entity" as const }));
  return new OntologyIndex({ features } as unknown as Ontology);
}

/** Shows a text of so many kilobytes with so many spans, as the product does or by an element for each. */
async function prepare(candidate: "stage" | "marks", kilobytes: number, count: number): Promise<void> {
  root?.unmount();
  root = null;
  host.replaceChildren();
  text = prose(kilobytes * 1000);
  store = new Store();
  const annotations = spans(count, Array.from(text).length);
  store.load({ draft: { annotations, offers: [] } }, ontology());
  if (candidate === "marks") {
    host.style.overflow = "auto";
    marked(host, text, store);
  } else {
    window.fetch = async () => new Response(text);
    root = createRoot(host);
    root.render(<TextStage store={store} row={{ id: "row", assets: [{ media_type: "text" }] } as never} />);
    while (!host.querySelector("[data-part=text] span")) await frame();
  }
  for (let no = 0; no < 10; no += 1) await frame();
}

/** Moves the end of a span on the screen, so many times; each is shown before the next. */
async function change(candidate: "stage" | "marks", times: number): Promise<void> {
  for (let no = 0; no < times; no += 1) {
    const annotation = store.get("draft", "s5") as Annotation;
    const geometry = annotation.geometry as Extract<Annotation["geometry"], { type: "text_span" }>;
    const end = geometry.end + (no % 2 ? -1 : 1);
    store.apply(edit({ layer: "draft", key: "s5" }, { ...annotation, geometry: { ...geometry, end } }));
    if (candidate === "marks") marked(host, text, store);
    await frame();
    await frame();
  }
}

/** Scrolls a little in each of so many frames. */
async function scroll(frames: number): Promise<void> {
  const scroller = host.querySelector<HTMLElement>("[data-stage=text]") ?? host;
  for (let no = 0; no < frames; no += 1) {
    scroller.scrollTop += 40;
    await frame();
  }
}

Object.assign(window, { bench: { prepare, change, scroll } });
