import { put } from "../src/core/commands/put";
import { Store } from "../src/core/store";
import type { Annotation } from "../src/core/wire";
import { Engine } from "../src/engine/engine";
import { halvesOf } from "../src/engine/halves";
import { Picture } from "../src/engine/picture";
import { makeTool } from "../src/engine/tools/table";
import type { Overlay, Tool } from "../src/engine/tools/tool";
import { gallery, galleryOntology } from "./gallery";
import { Redraw } from "./redraw";
import { masks, ontology, picture, shapes } from "./shapes";

/** What a measurement moves: the engine, or what it is compared with. */
type Candidate = "engine" | "redraw";

const host = document.querySelector<HTMLElement>("#host") as HTMLElement;
host.tabIndex = 0;
const index = ontology();
let image: ImageBitmap | null = null;
let engine: Engine | null = null;
let redraw: Redraw | null = null;
let store = new Store();

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

async function clean(): Promise<void> {
  for (let quiet = 0; quiet < 12; ) {
    await frame();
    quiet = engine?.isClean ? quiet + 1 : 0;
  }
}

/** Shows so many shapes or masks; resolves once all of them are in view. */
async function prepare(candidate: Candidate, kind: "shapes" | "masks", count: number): Promise<number> {
  engine?.destroy();
  redraw?.close();
  redraw = null;
  image ??= await picture();
  const annotations: Annotation[] = kind === "masks" ? masks(count) : shapes(count);
  const begun = performance.now();
  store = new Store();
  if (candidate === "redraw") {
    engine = new Engine(host, store);
    engine.camera.setAsset(image.width, image.height);
    redraw = new Redraw(host, engine.camera, image, annotations, (one) => index.colorOf(one));
    redraw.draw();
    await frame();
  } else {
    store.load({ draft: { annotations, offers: [] } }, index);
    engine = new Engine(host, store);
    engine.backdrop = new Picture(await halvesOf(image));
    await clean();
  }
  return performance.now() - begun;
}

/** Moves the whole view a little in each of so many frames. */
async function pan(frames: number): Promise<number> {
  const begun = performance.now();
  for (let no = 0; no < frames; no++) {
    const turn = (no / frames) * 2 * Math.PI;
    engine?.camera.panBy(6 * Math.cos(turn), 6 * Math.sin(turn));
    redraw?.draw();
    await frame();
  }
  return performance.now() - begun;
}

/** Draws near and away again by a little in each of so many frames, until all is sharp again. */
async function zoom(frames: number): Promise<number> {
  const begun = performance.now();
  for (let no = 0; no < frames; no++) {
    engine?.camera.zoomBy(no < frames / 2 ? 1.02 : 1 / 1.02);
    redraw?.draw();
    await frame();
  }
  await clean();
  return performance.now() - begun;
}

/** A tool that has picked up one shape and moves it. */
class Carrier implements Tool {
  readonly name = "carrier";
  readonly cursor = "move";
  private dx = 0;
  constructor(private readonly annotation: Annotation) {}
  down(): void {}
  move(): void {
    this.dx += 1;
    engine?.repaint();
  }
  up(): void {}
  doubleClick(): void {}
  cancel(): void {}
  leave(): void {}
  key(): boolean {
    return false;
  }
  draw(o: Overlay): void {
    const { geometry } = this.annotation;
    if (geometry?.type !== "box") return;
    o.annotation(this.annotation, { ...geometry, left: geometry.left + this.dx });
    o.handle(geometry.left + this.dx, geometry.top, "corner", false);
  }
}

/** Picks one shape up, moves it in each of so many frames, and puts it down elsewhere. */
async function drag(frames: number): Promise<number> {
  const annotation = [...store.draft.values()].find((one) => one.geometry?.type === "box");
  if (!engine || !annotation?.key || annotation.geometry?.type !== "box")
    throw new Error("There is nothing to drag.");
  const begun = performance.now();
  const tool = new Carrier(annotation);
  engine.use(tool);
  engine.lift([{ layer: "draft", key: annotation.key }]);
  for (let no = 0; no < frames; no++) {
    tool.move();
    await frame();
  }
  engine.use(null);
  const geometry = { ...annotation.geometry, left: annotation.geometry.left + frames };
  store.apply(put({ ...annotation, geometry }));
  engine.lift(null);
  await clean();
  return performance.now() - begun;
}

/** Milliseconds from a click on a shape until it is shown selected, for so many shapes one after the other. */
async function select(times: number): Promise<number[]> {
  if (!engine) throw new Error("There is nothing to select.");
  const took: number[] = [];
  const all = [...store.draft.values()];
  for (let no = 0; no < times; no++) {
    const { geometry } = all[Math.floor((no / times) * all.length)] ?? {};
    if (!geometry || geometry.type === "mask") continue;
    const [x, y] = geometry.type === "box" ? [geometry.left + 3, geometry.top + 3] : [0, 0];
    const begun = performance.now();
    const hit = engine.hit(x, y, 4);
    store.select(hit ? [hit] : []);
    await frame();
    // Another frame begins only after this one was drawn.
    await frame();
    took.push(performance.now() - begun);
  }
  return took;
}

/** Shows one of each thing there is to draw. */
async function show(): Promise<void> {
  engine?.destroy();
  image ??= await picture();
  store = new Store();
  store.load(gallery(), galleryOntology());
  engine = new Engine(host, store);
  engine.backdrop = new Picture(await halvesOf(image));
  await clean();
}

/** Uses a tool of the editor, by its name. */
function use(name: string): void {
  store.setTool(name);
  engine?.use(engine && makeTool(name, engine));
}

const bench = {
  show,
  use,
  prepare,
  pan,
  zoom,
  drag,
  select,
  clean,
  get engine(): Engine | null {
    return engine;
  },
  get store(): Store {
    return store;
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
