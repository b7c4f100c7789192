import { type Ref, refId } from "../core/annotation";
import type { Bounds } from "../core/geometry/plane";
import type { Store } from "../core/store";
import type { OverlayPainter } from "./overlay";
import type { Mapping } from "./raster/shape";
import { chipText } from "./raster/tile";
import type { Relations } from "./relations";
import type { Scene } from "./scene";
import { type Style, styleOf } from "./style";

/** Selected shapes from which on they are shown by boxes, without names. */
const MANY_SELECTED = 500;
const SELECTED = "#2f7bf6";

/** Draws what is selected, hovered, joined, or on its way back into the tiles. */
export class Decoration {
  constructor(
    private readonly store: Store,
    private readonly scene: Scene,
    private readonly relations: Relations,
  ) {}

  /** `lifted` shapes are drawn by a tool; `landing` ones by nobody else yet. */
  draw(
    overlay: OverlayPainter,
    to: Mapping,
    lifted: ReadonlySet<number>,
    landing: ReadonlySet<number>,
  ): void {
    for (const slot of landing) this.drawLanding(overlay, slot);
    if (this.relations.size > 0) this.drawArrows(overlay, to);
    this.drawSelection(overlay, to, lifted);
    this.drawHover(overlay, to, lifted);
  }

  private drawLanding(overlay: OverlayPainter, slot: number): void {
    const geometry = this.scene.annotationAt(slot)?.geometry;
    if (geometry && this.scene.shown[slot]) overlay.styled(geometry, this.styleAt(slot));
  }

  private drawSelection(overlay: OverlayPainter, to: Mapping, lifted: ReadonlySet<number>): void {
    const { selection } = this.store;
    for (const ref of selection) {
      const slot = this.slotOf(ref);
      if (slot === null || lifted.has(slot) || !isInView(this.scene.boxAt(slot), to)) continue;
      this.outline(overlay, slot, SELECTED, 2, selection.length > MANY_SELECTED);
      if (selection.length <= 20) this.chip(overlay, slot);
    }
  }

  private drawHover(overlay: OverlayPainter, to: Mapping, lifted: ReadonlySet<number>): void {
    const { hover } = this.store;
    const slot = hover && this.slotOf(hover);
    if (slot === null || lifted.has(slot) || !isInView(this.scene.boxAt(slot), to)) return;
    if (hover && !this.store.isSelected(hover.layer, hover.key)) {
      this.outline(overlay, slot, this.styleAt(slot).stroke, 2, false);
      this.chip(overlay, slot);
    }
  }

  private drawArrows(overlay: OverlayPainter, to: Mapping): void {
    const { store } = this;
    const selected = new Set(store.selection.map(({ layer, key }) => refId(layer, key)));
    const hover = store.hover ? refId(store.hover.layer, store.hover.key) : null;
    for (const arrow of this.relations.arrows(this.scene, (slot) => this.scene.boxAt(slot))) {
      const annotation = store.get(arrow.layer, arrow.key);
      if (!annotation || !store.isVisible(arrow.layer, arrow.key) || !isLineInView(arrow.from, arrow.to, to))
        continue;
      const id = refId(arrow.layer, arrow.key);
      const style = styleOf(store.ontology?.colorOf(annotation) ?? null, "draft");
      const isStrong = selected.has(id) || hover === id;
      const look = { color: selected.has(id) ? SELECTED : style.stroke, width: isStrong ? 3 : 1.75 };
      const { direction } = arrow.relation;
      const [from, end] = direction === "reverse" ? [arrow.to, arrow.from] : [arrow.from, arrow.to];
      overlay.arrow(...from, ...end, { ...look, dashed: arrow.layer !== "draft" });
      if (direction === "bidirectional") overlay.arrow(...end, ...from, look);
      const names =
        arrow.relation.labels?.join(", ") || (isStrong ? (store.ontology?.titleOf(annotation) ?? "") : "");
      if (names) overlay.chip((from[0] + end[0]) / 2, (from[1] + end[1]) / 2, names, style);
    }
  }

  private outline(overlay: OverlayPainter, slot: number, color: string, width: number, isBox: boolean): void {
    const geometry = this.scene.annotationAt(slot)?.geometry;
    if (!geometry) return;
    if (isBox || geometry.type === "mask" || geometry.type === "bitmap") {
      overlay.rect(this.scene.boxAt(slot), { color, width, dashed: !isBox });
    } else overlay.emphasized(geometry, color, width);
  }

  private chip(overlay: OverlayPainter, slot: number): void {
    const annotation = this.scene.annotationAt(slot);
    if (!annotation) return;
    const { left, top } = this.scene.boxAt(slot);
    const title = chipText(this.store.ontology?.titleOf(annotation) ?? "", annotation);
    overlay.chip(left, top, annotation.readonly ? `${title} · locked` : title, this.styleAt(slot));
  }

  private styleAt(slot: number): Style {
    return this.scene.styles.get(this.scene.style[slot] ?? 0);
  }

  private slotOf({ layer, key }: Ref): number | null {
    const slot = this.scene.slotOf(layer, key);
    return slot !== undefined && this.scene.shown[slot] ? slot : null;
  }
}

const OUTSIDE = 16;

function isInView({ left, top, right, bottom }: Bounds, to: Mapping): boolean {
  return (
    right * to.scale - to.originX > -OUTSIDE &&
    bottom * to.scale - to.originY > -OUTSIDE &&
    left * to.scale - to.originX < 20000 &&
    top * to.scale - to.originY < 20000
  );
}

function isLineInView(from: readonly [number, number], to: readonly [number, number], by: Mapping): boolean {
  return isInView(
    {
      left: Math.min(from[0], to[0]),
      top: Math.min(from[1], to[1]),
      right: Math.max(from[0], to[0]),
      bottom: Math.max(from[1], to[1]),
    },
    by,
  );
}
