import type { Key, LayerId, Ref } from "../core/annotation";
import type { Bounds } from "../core/geometry/plane";
import type { Store } from "../core/store";
import type { Annotation } from "../core/wire";
import type { Backdrop } from "./backdrop";
import { Board } from "./board";
import { Camera, type CameraState, type Place } from "./camera";
import { Decoration } from "./decoration";
import { Gestures } from "./gestures";
import { isOn } from "./hit";
import { OverlayPainter } from "./overlay";
import { Bitmaps } from "./raster/bitmap";
import type { Mapping } from "./raster/shape";
import { POINT_RADIUS } from "./raster/shape";
import { chipText, type Scenery, TilePainter } from "./raster/tile";
import { Relations } from "./relations";
import { Scene } from "./scene";
import { StoreLink } from "./store-link";
import { styleOf } from "./style";
import type { Hit, Rect, Tool, ToolHost } from "./tools/tool";

export type { Backdrop } from "./backdrop";

/** Milliseconds of quiet after which the index is built anew. */
const REBUILD_AFTER = 400;

/**
 * Draws the annotations of a store over a backdrop in a host element, and lets a tool be used on them.
 *
 * Nothing here goes through React: the store tells what has changed, tiles that show it are painted again, and what
 * follows the pointer is drawn on a canvas of its own. The host's `data-painted` says whether what was loaded is in view.
 */
export class Engine implements ToolHost {
  readonly camera = new Camera();
  private readonly scene = new Scene();
  private readonly relations = new Relations();
  private readonly bitmaps: Bitmaps;
  private readonly board: Board;
  private readonly overlay: OverlayPainter;
  private readonly decoration: Decoration;
  private readonly gestures: Gestures;
  private readonly link_: StoreLink;
  private readonly sizes: ResizeObserver;
  private readonly abort = new AbortController();
  private readonly attributes: MutationObserver;
  private lifted: ReadonlySet<number> = new Set();
  /** Shapes that were put down again, and stay in the overlay until their tiles show them. */
  private landing: ReadonlySet<number> = new Set();
  private backdrop_: Backdrop | null = null;
  private tool_: Tool | null = null;
  private toolCursor = "";
  private ground = "#f2f3f5";
  private rebuildTimer = 0;
  /** Where on the screen the host was when its size was looked at last. */
  private place: Place | null = null;
  private hasLabels_ = true;

  constructor(
    private readonly host: HTMLElement,
    readonly store: Store,
  ) {
    this.bitmaps = new Bitmaps(fetchBlob, () => this.board.invalidateAll());
    this.board = new Board(host, this.camera, new TilePainter(this.scene, this.bitmaps), {
      scenery: () => this.scenery(),
      drawOverlay: (to) => this.drawOverlay(to),
      onClean: () => this.land(),
    });
    this.link_ = new StoreLink(store, this.scene, this.relations, {
      shapes: () => this.shapesChanged(),
      everything: () => this.everythingChanged(),
      overlay: () => this.board.repaint(),
      drawing: () => this.tool_?.leave(),
    });
    this.overlay = new OverlayPainter(this.board.overlay, (annotation) => this.styleFor(annotation));
    this.decoration = new Decoration(store, this.scene, this.relations);
    this.gestures = new Gestures(host, this);
    this.sizes = new ResizeObserver(([entry]) => this.resize(entry));
    this.sizes.observe(host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.restyle, {
      signal: this.abort.signal,
    });
    this.attributes = new MutationObserver(this.restyle);
    this.attributes.observe(document.documentElement, { attributes: true });
    this.resize();
    this.restyle();
  }

  /** Lets go of the host, the store and everything else. */
  destroy(): void {
    clearTimeout(this.rebuildTimer);
    this.tool_?.cancel();
    this.abort.abort();
    this.attributes.disconnect();
    this.sizes.disconnect();
    this.gestures.close();
    this.link_.close();
    this.board.close();
  }

  get backdrop(): Backdrop | null {
    return this.backdrop_;
  }

  /** Another size is fitted into the view; the same size keeps the camera where it is. */
  set backdrop(backdrop: Backdrop | null) {
    const before = this.backdrop_;
    this.backdrop_ = backdrop;
    if (backdrop && (before?.width !== backdrop.width || before.height !== backdrop.height)) {
      this.camera.setAsset(backdrop.width, backdrop.height);
    }
    this.host.dataset.painted = "no";
    this.board.clear();
  }

  /** The backdrop looks different now: another frame, other brightness. */
  backdropChanged(): void {
    this.board.invalidateAll();
  }

  get bounds(): { readonly width: number; readonly height: number } | null {
    return this.backdrop_;
  }

  /** Whether names are written into shapes with room for them. */
  get hasLabels(): boolean {
    return this.hasLabels_;
  }

  set hasLabels(hasLabels: boolean) {
    if (hasLabels === this.hasLabels_) return;
    this.hasLabels_ = hasLabels;
    this.decoration.hasLabels = hasLabels;
    this.board.invalidateAll();
  }

  /** Draws only annotations of which this is true, such as those of one page. */
  set belongs(belongs: (annotation: Annotation) => boolean) {
    this.link_.belongs = belongs;
    this.link_.reload();
  }

  get tool(): Tool | null {
    return this.tool_;
  }

  /** Uses a tool from now on; what another had begun is ended or given up. Without one, dragging pans. */
  use(tool: Tool | null): void {
    if (tool === this.tool_) return;
    this.tool_?.leave();
    this.tool_ = tool;
    this.cursor(tool?.cursor ?? "grab");
    this.board.repaint();
  }

  /** The topmost shape, or else relation, within `tolerance` CSS pixels of a place in the asset. */
  hit(x: number, y: number, tolerance = 4): Hit | null {
    return (
      this.hits(x, y, tolerance)[0] ?? this.relations.hit(this.scene, x, y, tolerance / this.camera.scale)
    );
  }

  /** All shapes at a place, the topmost first: for picking the next one below. */
  hits(x: number, y: number, tolerance = 4): Hit[] {
    this.link_.settle();
    const { scene } = this;
    const near = tolerance / this.camera.scale;
    const reach = near + POINT_RADIUS / this.camera.scale;
    const slots = scene.search(x - reach, y - reach, x + reach, y + reach);
    slots.sort((one, other) => (scene.rank[other] ?? 0) - (scene.rank[one] ?? 0));
    return slots.filter((slot) => this.isHit(slot, x, y, near)).map((slot) => scene.refAt(slot));
  }

  within(rect: Rect): Ref[] {
    this.link_.settle();
    const slots = this.scene.search(rect.left, rect.top, rect.right, rect.bottom);
    return slots.map((slot) => this.scene.refAt(slot));
  }

  lift(refs: readonly Ref[] | null): void {
    this.link_.settle();
    const slots = (refs ?? []).flatMap(({ layer, key }) => this.scene.slotOf(layer, key) ?? []);
    const before = this.lifted;
    this.lifted = new Set(slots);
    const put = [...before].filter((slot) => !this.lifted.has(slot));
    const taken = slots.filter((slot) => !before.has(slot));
    this.landing = new Set([...this.landing, ...put].filter((slot) => !this.lifted.has(slot)));
    this.board.invalidate([...put, ...taken].map((slot) => this.scene.boxAt(slot)));
    this.board.repaint();
  }

  repaint(): void {
    this.board.repaint();
  }

  /** Paints the tiles of these annotations again, and of all without an argument. */
  invalidate(keys?: Iterable<Key>, layer: LayerId = "draft"): void {
    if (!keys) {
      this.board.invalidateAll();
      return;
    }
    const slots = [...keys].flatMap((key) => this.scene.slotOf(layer, key) ?? []);
    this.board.invalidate(slots.map((slot) => this.scene.boxAt(slot)));
  }

  cursor(css: string): void {
    this.toolCursor = css;
    this.showCursor(null);
  }

  showCursor(css: string | null): void {
    const shown = css ?? this.toolCursor;
    if (this.host.style.cursor !== shown) this.host.style.cursor = shown;
  }

  pointed(at: Place | null): void {
    this.board.focus = at;
    if (!at) this.store.setHover(null);
  }

  /** Brings an annotation into view; `isZoomed` also makes it as large as is useful. */
  reveal({ layer, key }: Ref, isZoomed = false): void {
    this.link_.settle();
    const slot = this.scene.slotOf(layer, key);
    if (slot === undefined) return;
    const { left, top, right, bottom } = this.scene.boxAt(slot);
    const part = { x: left, y: top, width: right - left, height: bottom - top };
    if (isZoomed) this.camera.fitTo(part);
    else this.camera.reveal(part);
  }

  /** Lets two engines show the same part from now on. Returns how to part them. */
  link(other: Engine): () => void {
    let isFollowing = false;
    const follow = (from: Camera, to: Camera) => (): void => {
      if (isFollowing) return;
      isFollowing = true;
      to.set(middled(from, to));
      isFollowing = false;
    };
    const leave = [
      this.camera.subscribe(follow(this.camera, other.camera)),
      other.camera.subscribe(follow(other.camera, this.camera)),
    ];
    follow(this.camera, other.camera)();
    return () => {
      for (const one of leave) one();
    };
  }

  /** Whether everything in view is painted as it is. */
  get isClean(): boolean {
    return this.board.isClean;
  }

  /** Frames drawn, tiles painted and milliseconds spent on them so far. */
  get cost(): Readonly<Board["cost"]> {
    return this.board.cost;
  }

  private isHit(slot: number, x: number, y: number, near: number): boolean {
    const geometry = this.scene.annotationAt(slot)?.geometry;
    if (!geometry || this.lifted.has(slot)) return false;
    const reach = geometry.type === "point" ? near + POINT_RADIUS / this.camera.scale : near;
    return isOn(geometry, x, y, reach, (bitmap, px, py) => this.bitmaps.levelAt(bitmap, px, py));
  }

  private styleFor(annotation: Annotation) {
    return styleOf(this.store.ontology?.colorOf(annotation) ?? null, "draft");
  }

  private scenery(): Scenery {
    this.link_.settle();
    return {
      backdrop: this.backdrop_,
      ground: this.ground,
      hasLabels: this.hasLabels_,
      lifted: this.lifted,
      titleOf: (annotation) => chipText(this.store.ontology?.titleOf(annotation) ?? "", annotation),
    };
  }

  private drawOverlay(to: Mapping): void {
    const { overlay, board } = this;
    this.link_.settle();
    overlay.begin(to, board.scene.width, board.scene.height);
    this.decoration.drawBelow(overlay, this.lifted, this.landing);
    this.tool_?.draw(overlay);
    this.decoration.drawAbove(overlay);
    overlay.end();
  }

  private shapesChanged(): void {
    this.board.invalidate(this.scene.dirty.splice(0) as Bounds[]);
    this.board.repaint();
    this.rebuildLater();
  }

  private everythingChanged(): void {
    this.host.dataset.painted = "no";
    this.lifted = new Set();
    this.landing = new Set();
    this.board.invalidateAll();
    this.board.repaint();
  }

  private land(): void {
    if (this.backdrop_ && this.host.dataset.painted !== "yes") this.host.dataset.painted = "yes";
    if (this.landing.size === 0) return;
    this.landing = new Set();
    this.board.repaint();
  }

  private rebuildLater(): void {
    if (!this.scene.index.isStale) return;
    clearTimeout(this.rebuildTimer);
    this.rebuildTimer = setTimeout(() => this.scene.index.rebuild(), REBUILD_AFTER) as unknown as number;
  }

  private resize(entry?: ResizeObserverEntry): void {
    const ratio = devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.host;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    // Browsers that only pretend to another ratio count these in CSS pixels all the same.
    const isExact = exact && Math.abs(exact.inlineSize - clientWidth * ratio) < 2;
    const width = isExact ? exact.inlineSize / ratio : clientWidth;
    const height = isExact ? exact.blockSize / ratio : clientHeight;
    if (width <= 0 || height <= 0) return;
    const { left, top } = this.host.getBoundingClientRect();
    const moved = { x: left - (this.place?.x ?? left), y: top - (this.place?.y ?? top) };
    this.place = { x: left, y: top };
    this.board.resize(width, height, ratio, moved);
  }

  private readonly restyle = (): void => {
    const color = getComputedStyle(this.host).backgroundColor;
    const ground = color && !/^rgba\(.*, 0\)$|^transparent$/.test(color) ? color : "#f2f3f5";
    if (ground === this.ground) return;
    this.ground = ground;
    this.board.invalidateAll();
  };
}

/** The state that shows in one view what another has in its middle. */
function middled(from: Camera, to: Camera): CameraState {
  const middle = from.toAsset({ x: from.viewWidth / 2, y: from.viewHeight / 2 });
  const { scale } = from;
  return { x: middle.x - to.viewWidth / 2 / scale, y: middle.y - to.viewHeight / 2 / scale, scale };
}

async function fetchBlob(sha256: string): Promise<Blob> {
  const answer = await fetch(`/api/v1/blobs/${sha256}`, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`The content ${sha256.slice(0, 8)} of a mask could not be fetched.`);
  return answer.blob();
}
