import { type Key, keyOf, type LayerId, type Ref, type RefId, refId, scoreOf } from "./annotation";
import type { Cause, Change, Listener, ViewChange } from "./change";
import { Content } from "./content";
import { clamp } from "./geometry/plane";
import type { Layer } from "./layers";
import type { Refusal } from "./refusal";
import {
  type Aspect,
  distinct,
  FIRST_VIEW,
  featureName,
  type Hidden,
  having,
  isSameRef,
  isSameRefs,
  type View,
} from "./view";
import type { Annotation } from "./wire";

/** Layers and how somebody looks at them: the half of the store that changes no annotation. */
export abstract class Viewer {
  #content = Content.of({ draft: { annotations: [], offers: [] } });
  #view: View = FIRST_VIEW;
  #selected: ReadonlySet<RefId> = new Set();
  #version = 0;
  readonly #listeners = new Set<Listener>();

  /** Counts changes of any kind. */
  get version(): number {
    return this.#version;
  }

  /** Layers and decisions as they are; only the store takes steps in it. */
  get content(): Content {
    return this.#content;
  }

  /** From the bottom to the top: labels of others, offers, the draft. */
  get layers(): ReadonlyMap<LayerId, Layer> {
    return this.#content.layers;
  }

  get draft(): Layer {
    return this.#content.draft;
  }

  get view(): View {
    return this.#view;
  }

  get selection(): readonly Ref[] {
    return this.#view.selection;
  }

  get hover(): Ref | null {
    return this.#view.hover;
  }

  get hidden(): Hidden {
    return this.#view.hidden;
  }

  get minScore(): number {
    return this.#view.minScore;
  }

  get activeFeature(): string | null {
    return this.#view.activeFeature;
  }

  get activeLabel(): string | null {
    return this.#view.activeLabel;
  }

  get activeTool(): string {
    return this.#view.activeTool;
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(layer: LayerId, key: Key): Annotation | undefined {
    return this.#content.get(layer, key);
  }

  at(ref: Ref): Annotation | undefined {
    return this.#content.get(ref.layer, ref.key);
  }

  /** Selects what exists of refs, in their order. */
  select(refs: readonly Ref[]): void {
    const selection = distinct(refs).filter((ref) => this.at(ref));
    if (!isSameRefs(selection, this.selection)) this.look({ selection }, "selection");
  }

  isSelected(layer: LayerId, key: Key): boolean {
    return this.#selected.has(refId(layer, key));
  }

  setHover(hover: Ref | null): void {
    if (!isSameRef(hover, this.hover)) this.look({ hover }, "hover");
  }

  setMinScore(minScore: number): void {
    if (minScore !== this.minScore) this.look({ minScore }, "min_score");
  }

  /** What is drawn next: a feature, and one of its labels where it has some; null draws without. */
  setActive(activeFeature: string | null, activeLabel: string | null = null): void {
    if (activeFeature === this.activeFeature && activeLabel === this.activeLabel) return;
    this.look({ activeFeature, activeLabel }, "active");
  }

  setTool(activeTool: string): void {
    if (activeTool !== this.activeTool) this.look({ activeTool }, "tool");
  }

  /** Has whoever draws end what is half drawn: as a region, if it is enough for one. Done when this returns. */
  endDrawing(): void {
    this.tellView(["drawing"]);
  }

  setSnapping(isSnapping: boolean): void {
    if (isSnapping !== this.view.isSnapping) this.look({ isSnapping }, "settings");
  }

  setBrushRadius(radius: number): void {
    const brushRadius = clamp(Math.round(radius * 2) / 2, 0.5, 500);
    if (brushRadius !== this.view.brushRadius) this.look({ brushRadius }, "settings");
  }

  setTarget(target: View["target"]): void {
    this.look({ target }, "active");
  }

  hideAll(all: boolean): void {
    this.#hide({ all });
  }

  hideLayer(layer: LayerId, isHidden: boolean): void {
    this.#hide({ layers: having(this.hidden.layers, layer, isHidden) });
  }

  /** Hides or shows all regions of a feature, or of one label of it. */
  hideFeature(feature: string | null, isHidden: boolean, label: string | null = null): void {
    this.#hide({ features: having(this.hidden.features, featureName(feature, label), isHidden) });
  }

  hide(refs: readonly Ref[], isHidden: boolean): void {
    this.#hide({ refs: havingRefs(this.hidden.refs, refs, isHidden) });
  }

  lock(refs: readonly Ref[], isLocked: boolean): void {
    const locked = havingRefs(this.view.locked, refs, isLocked);
    if (locked !== this.view.locked) this.look({ locked }, "locked");
  }

  isLocked(layer: LayerId, key: Key): boolean {
    return this.view.locked.has(refId(layer, key));
  }

  /** Whether an annotation is drawn: neither hidden, nor decided about, nor scored too low. */
  isVisible(layer: LayerId, key: Key): boolean {
    const annotation = this.get(layer, key);
    const { hidden, minScore } = this.view;
    if (!annotation || hidden.all || hidden.layers.has(layer)) return false;
    if (hidden.refs.size > 0 && hidden.refs.has(refId(layer, key))) return false;
    const offered = this.#content.offered({ layer, key });
    if (offered && (scoreOf(annotation) < minScore || this.#content.decisions.isDecided(offered)))
      return false;
    if (hidden.features.size === 0) return true;
    const names = [featureName(annotation.feature)];
    for (const label of annotation.labels ?? []) names.push(featureName(annotation.feature, label));
    return !names.some((name) => hidden.features.has(name));
  }

  /** Goes over to other content. A view of something else begins with what its source hides. */
  protected show(content: Content, isNew: boolean): void {
    this.#content = content;
    if (!isNew) return;
    const hidden = { ...FIRST_VIEW.hidden, refs: hiddenAtFirst(content.layers.values()) };
    const { selection, hover, locked, target } = FIRST_VIEW;
    this.#view = { ...this.#view, selection, hover, locked, target, hidden };
    this.#selected = new Set();
  }

  protected look(part: Partial<View>, aspect: Aspect): void {
    this.#view = { ...this.#view, ...part };
    if (part.selection) this.#selected = new Set(part.selection.map(({ layer, key }) => refId(layer, key)));
    this.tellView([aspect]);
  }

  protected tell(layer: LayerId, put: readonly Key[], removed: readonly Key[], cause: Cause): void {
    this.#announce({ layer, put, removed, cause });
  }

  protected tellView(aspects: readonly Aspect[], refused?: readonly Refusal[]): void {
    const change: ViewChange = { view: true, aspects: new Set(aspects), ...(refused ? { refused } : {}) };
    this.#announce(change);
  }

  #announce(change: Change): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener(change);
  }

  #hide(part: Partial<Hidden>): void {
    const hidden = { ...this.hidden, ...part };
    const names = ["all", "layers", "features", "refs"] as const;
    if (names.some((name) => hidden[name] !== this.hidden[name])) this.look({ hidden }, "hidden");
  }
}

function havingRefs(set: ReadonlySet<RefId>, refs: readonly Ref[], isIn: boolean): ReadonlySet<RefId> {
  const ids = refs.map(({ layer, key }) => refId(layer, key)).filter((id) => set.has(id) !== isIn);
  if (ids.length === 0) return set;
  if (isIn) return new Set([...set, ...ids]);
  const gone = new Set(ids);
  return new Set([...set].filter((id) => !gone.has(id)));
}

function hiddenAtFirst(layers: Iterable<Layer>): ReadonlySet<RefId> {
  const refs = new Set<RefId>();
  for (const layer of layers) {
    for (const annotation of layer.values())
      if (annotation.hidden) refs.add(refId(layer.id, keyOf(annotation)));
  }
  return refs;
}
