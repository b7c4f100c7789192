import type { Ref } from "../../../src/core/annotation";
import type { Source } from "../../../src/core/content";
import { OntologyIndex } from "../../../src/core/ontology";
import { Store } from "../../../src/core/store";
import type { Annotation, Feature } from "../../../src/core/wire";
import { Camera } from "../../../src/engine/camera";
import { isOn } from "../../../src/engine/hit";
import { Relations } from "../../../src/engine/relations";
import { Scene } from "../../../src/engine/scene";
import { StoreLink } from "../../../src/engine/store-link";
import { makeTool } from "../../../src/engine/tools/table";
import type { Hit, KeyPress, Overlay, Pointer, Rect, Tool, ToolHost } from "../../../src/engine/tools/tool";

interface Held {
  shift?: boolean;
  ctrl?: boolean;
  alt?: boolean;
}

/** The engine without its canvases: a real store, camera and index, and a pointer to drive a tool with. */
export class Workbench implements ToolHost {
  readonly store = new Store();
  readonly camera = new Camera();
  readonly bounds = { width: 400, height: 300 };
  lifted: readonly Ref[] | null = null;
  css = "";
  tool: Tool;
  readonly #scene = new Scene();
  readonly #link: StoreLink;
  #buttons = 0;

  constructor(
    name: string,
    annotations: Annotation[] = [],
    features: Feature[] = [],
    source: Partial<Source["draft"]> = {},
  ) {
    const nothing = (): void => {};
    this.#link = new StoreLink(this.store, this.#scene, new Relations(), {
      shapes: nothing,
      everything: nothing,
      overlay: nothing,
      drawing: () => this.tool.leave(),
    });
    const ontology = new OntologyIndex({ id: "o", name: "o", media_type: "image", version: 1, features });
    this.store.load({ draft: { annotations, offers: [], ...source } }, features.length > 0 ? ontology : null);
    this.store.setSnapping(false);
    this.camera.setAsset(400, 300);
    this.camera.setView(400, 300);
    this.camera.set({ x: 0, y: 0, scale: 1 });
    this.tool = this.#made(name);
  }

  use(name: string): void {
    this.tool.leave();
    this.tool = this.#made(name);
  }

  hit(x: number, y: number, tolerance: number): Hit | null {
    this.#link.settle();
    const scene = this.#scene;
    const reach = tolerance / this.camera.scale;
    const slots = scene.search(x - reach, y - reach, x + reach, y + reach);
    slots.sort((one, other) => (scene.rank[other] ?? 0) - (scene.rank[one] ?? 0));
    const found = slots.find((slot) => {
      const geometry = scene.annotationAt(slot)?.geometry;
      return geometry && isOn(geometry, x, y, reach);
    });
    return found === undefined ? null : scene.refAt(found);
  }

  within({ left, top, right, bottom }: Rect): Ref[] {
    this.#link.settle();
    return this.#scene.search(left, top, right, bottom).map((slot) => this.#scene.refAt(slot));
  }

  lift(refs: readonly Ref[] | null): void {
    this.lifted = refs;
  }

  repaint(): void {
    this.tool?.draw(NOWHERE);
  }

  cursor(css: string): void {
    this.css = css;
  }

  move(x: number, y: number, held: Held = {}): void {
    this.tool.move(this.#pointer(x, y, held));
  }

  down(x: number, y: number, held: Held = {}): void {
    this.#buttons = 1;
    this.tool.down(this.#pointer(x, y, held));
  }

  up(x: number, y: number, held: Held = {}): void {
    this.#buttons = 0;
    this.tool.up(this.#pointer(x, y, held));
  }

  click(x: number, y: number, held: Held = {}): void {
    this.move(x, y, held);
    this.down(x, y, held);
    this.up(x, y, held);
  }

  /** What a browser makes of two clicks: a double click follows the second. */
  doubleClick(x: number, y: number): void {
    this.click(x, y);
    this.click(x, y);
    this.tool.doubleClick(this.#pointer(x, y, {}));
  }

  drag(fromX: number, fromY: number, toX: number, toY: number, held: Held = {}): void {
    this.move(fromX, fromY, held);
    this.down(fromX, fromY, held);
    for (let step = 1; step <= 4; step += 1) {
      this.move(fromX + ((toX - fromX) * step) / 4, fromY + ((toY - fromY) * step) / 4, held);
    }
    this.up(toX, toY, held);
  }

  key(key: string, held: Held = {}): boolean {
    const { shift = false, ctrl = false, alt = false } = held;
    const press: KeyPress = { key, code: key, shiftKey: shift, ctrlKey: ctrl, metaKey: false, altKey: alt };
    return this.tool.key(press);
  }

  /** The only annotation of the draft that was not there when a test began. */
  drawn(): Annotation | undefined {
    return [...this.store.draft.listed()].at(-1);
  }

  geometry(key: string): Annotation["geometry"] {
    return this.store.get("draft", key)?.geometry;
  }

  #made(name: string): Tool {
    const tool = makeTool(name, this);
    if (!tool) throw new Error(`no tool ${name}`);
    return tool;
  }

  #pointer(x: number, y: number, { shift = false, ctrl = false, alt = false }: Held): Pointer {
    const screen = this.camera.toScreen({ x, y });
    return { x, y, screenX: screen.x, screenY: screen.y, shift, ctrl, alt, buttons: this.#buttons };
  }
}

/** Takes whatever is drawn: tests only see that drawing fails in no state. */
const NOWHERE: Overlay = {
  annotation: () => {},
  shape: () => {},
  handle: () => {},
  line: () => {},
  rect: () => {},
  circle: () => {},
  arrow: () => {},
  raster: () => {},
  text: () => {},
};
