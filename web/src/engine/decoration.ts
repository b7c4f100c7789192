import { keyOf, type Ref, refId } from "../core/annotation";
import type { Bounds, Position } from "../core/geometry/plane";
import type { Store } from "../core/store";
import { anchorOf } from "./geometry";
import { ACCENT, type OverlayPainter } from "./overlay";
import { chipText, isNamedInTile } from "./raster/tile";
import type { Relations } from "./relations";
import type { Scene } from "./scene";
import { type Style, styleOf } from "./style";

/** Selected shapes from which on they are shown by boxes, without names. */
const MANY_SELECTED = 500;

/** Draws what is selected, hovered, joined, or on its way back into the tiles. */
export class Decoration {
  /** Whether tiles name shapes that have room for it. */
  hasLabels = true;

  constructor(
    private readonly store: Store,
    private readonly scene: Scene,
    private readonly relations: Relations,
  ) {}

  /** What lies below a tool: `lifted` shapes are drawn by it, `landing` ones by nobody else yet. */
  drawBelow(overlay: OverlayPainter, lifted: ReadonlySet<number>, landing: ReadonlySet<number>): void {
    for (const slot of landing) this.drawLanding(overlay, slot);
    this.drawSelection(overlay, lifted);
    this.drawHover(overlay, lifted);
  }

  /** What lies above a tool: relations, which follow the shapes it has just drawn elsewhere. */
  drawAbove(overlay: OverlayPainter): void {
    if (this.relations.size === 0) return;
    this.drawArrows(
      overlay,
      (slot) => overlay.movedTo(keyOf(this.scene.annotationAt(slot) ?? {})) ?? this.scene.boxAt(slot),
    );
  }

  private drawLanding(overlay: OverlayPainter, slot: number): void {
    const geometry = this.scene.annotationAt(slot)?.geometry;
    if (geometry && this.scene.shown[slot]) overlay.styled(geometry, this.styleAt(slot));
  }

  private drawSelection(overlay: OverlayPainter, lifted: ReadonlySet<number>): void {
    const { selection } = this.store;
    for (const ref of selection) {
      const slot = this.slotOf(ref);
      if (slot === null || lifted.has(slot) || !overlay.isInView(this.scene.boxAt(slot))) continue;
      this.outline(overlay, slot, ACCENT, 2, selection.length > MANY_SELECTED);
      if (selection.length <= 20) this.chip(overlay, slot);
    }
  }

  private drawHover(overlay: OverlayPainter, lifted: ReadonlySet<number>): void {
    const { hover } = this.store;
    const slot = hover && this.slotOf(hover);
    if (slot === null || lifted.has(slot) || !overlay.isInView(this.scene.boxAt(slot))) return;
    if (hover && !this.store.isSelected(hover.layer, hover.key)) {
      this.outline(overlay, slot, this.styleAt(slot).ink, 2, false);
      this.chip(overlay, slot);
    }
  }

  private drawArrows(overlay: OverlayPainter, boundsOf: (slot: number) => Bounds): void {
    const { store } = this;
    const selected = new Set(store.selection.map(({ layer, key }) => refId(layer, key)));
    const hover = store.hover ? refId(store.hover.layer, store.hover.key) : null;
    for (const arrow of this.relations.arrows(this.scene, boundsOf)) {
      const annotation = store.get(arrow.layer, arrow.key);
      if (!annotation || !store.isVisible(arrow.layer, arrow.key)) continue;
      if (!overlay.isInView(boxOfLine(arrow.from, arrow.to))) continue;
      const id = refId(arrow.layer, arrow.key);
      const style = styleOf(store.ontology?.colorOf(annotation) ?? null, "draft");
      const isStrong = selected.has(id) || hover === id;
      const look = { color: selected.has(id) ? ACCENT : style.ink, width: isStrong ? 3 : 1.75 };
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
    if (!annotation?.geometry) return;
    const [x, y] = anchorOf(annotation.geometry, this.scene.boxAt(slot));
    const title = chipText(this.store.ontology?.titleOf(annotation) ?? "", annotation);
    if (this.hasLabels && isNamedInTile(annotation, this.scene.boxAt(slot), overlay.mapping, title)) return;
    overlay.chip(x, y, annotation.readonly ? `${title} · locked` : title, this.styleAt(slot));
  }

  private styleAt(slot: number): Style {
    return this.scene.styles.get(this.scene.style[slot] ?? 0);
  }

  private slotOf({ layer, key }: Ref): number | null {
    const slot = this.scene.slotOf(layer, key);
    return slot !== undefined && this.scene.shown[slot] ? slot : null;
  }
}

function boxOfLine(from: Position, to: Position): Bounds {
  return {
    left: Math.min(from[0], to[0]),
    top: Math.min(from[1], to[1]),
    right: Math.max(from[0], to[0]),
    bottom: Math.max(from[1], to[1]),
  };
}
