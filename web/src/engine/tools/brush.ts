import { withGeometry } from "../../core/annotation";
import { edit } from "../../core/commands/edit";
import { reject } from "../../core/commands/reject";
import { remove } from "../../core/commands/remove";
import { BrushMask } from "../../core/masks/brush";
import type { Mask } from "../../core/wire";
import { type MaskTarget, maskAt, selectedMask } from "./mask-fill";
import { onAsset } from "./pointing";
import { activeColor, deselect, putShape } from "./put";
import { Gesture, State, StateTool } from "./state";
import type { KeyPress, Overlay, Pointer, Tool, ToolHost } from "./tool";

/** Paints masks: the selected one, or a new one. With alt, it erases. */
export function makeBrush(host: ToolHost): Tool {
  return new StateTool("brush", "none", host, new BrushRest(new BrushKit(host, true), null));
}

/** Erases from the selected mask, or from the one under the pointer. */
export function makeEraser(host: ToolHost): Tool {
  return new StateTool("eraser", "none", host, new BrushRest(new BrushKit(host, false), null));
}

/** Px of the screen below which a brush is made larger when it is picked, and how large. */
const LEAST_RADIUS = 3;
const FIRST_RADIUS = 12;

/** What lasts from stroke to stroke: the pixels of the mask painted last, so that they are not read again. */
class BrushKit {
  readonly host: ToolHost;
  readonly isBrush: boolean;
  /** Where the last stroke ended: shift draws a straight line from there. */
  end: { x: number; y: number } | null = null;
  #mask: Mask | null = null;
  #pixels: BrushMask | null = null;

  constructor(host: ToolHost, isBrush: boolean) {
    this.host = host;
    this.isBrush = isBrush;
    // Too small to be seen or aimed with, on a large picture that is shown as a whole.
    if (this.radius < onAsset(host, LEAST_RADIUS)) host.store.setBrushRadius(onAsset(host, FIRST_RADIUS));
  }

  get radius(): number {
    return this.host.store.view.brushRadius;
  }

  /** The pixels of a mask, or of a new one as large as the asset; null while that has no size. */
  pixelsOf(mask: Mask | null): BrushMask | null {
    if (mask && mask === this.#mask && this.#pixels) return this.#pixels;
    if (mask) return BrushMask.from(mask);
    const { bounds } = this.host;
    return bounds ? new BrushMask(bounds.width, bounds.height) : null;
  }

  keep(mask: Mask, pixels: BrushMask): void {
    this.#mask = mask;
    this.#pixels = pixels;
  }

  forget(): void {
    this.#mask = null;
    this.#pixels = null;
  }

  /** What a stroke at a position changes; null is a new mask, undefined nothing. */
  targetAt(p: Pointer): MaskTarget | null | undefined {
    const selected = selectedMask(this.host);
    if (selected) return selected;
    if (this.isBrush && !p.alt) return null;
    const hit = this.host.hit(p.x, p.y, this.radius * this.host.camera.scale);
    return (hit && maskAt(this.host, hit)) ?? undefined;
  }

  circle(o: Overlay, x: number, y: number, isSetting: boolean): void {
    o.circle(x, y, this.radius, {
      color: isSetting ? this.color : "#1c2129",
      width: 1.5,
      dashed: !isSetting,
    });
  }

  get color(): string {
    return activeColor(this.host, "mask");
  }
}

/** The circle follows the pointer. */
class BrushRest extends State {
  override readonly cursor = "none";
  readonly #kit: BrushKit;
  #pointer: Pointer | null;

  constructor(kit: BrushKit, pointer: Pointer | null) {
    super();
    this.#kit = kit;
    this.#pointer = pointer;
  }

  override move(p: Pointer): State {
    this.#pointer = p;
    this.#kit.host.store.setHover(null);
    return this;
  }

  override down(p: Pointer): State {
    const { host } = this.#kit;
    const target = this.#kit.targetAt(p);
    if (target === undefined) return this;
    const refused = target ? host.store.barred([target.ref]) : [];
    host.store.refuse(refused);
    const pixels = refused.length === 0 ? this.#kit.pixelsOf(target?.mask ?? null) : null;
    return pixels ? new Painting(this.#kit, target, pixels, p) : this;
  }

  override key(press: KeyPress): State | null {
    if (press.key === "Escape") return deselect(this.#kit.host) ? this : null;
    return pressSize(this.#kit, press) ? this : null;
  }

  override draw(o: Overlay): void {
    const p = this.#pointer;
    if (!p) return;
    const { end } = this.#kit;
    if (p.shift && end)
      o.line(
        [
          [end.x, end.y],
          [p.x, p.y],
        ],
        { color: this.#kit.color, width: 1, dashed: true },
      );
    this.#kit.circle(o, p.x, p.y, this.#kit.isBrush !== p.alt);
  }
}

/** A stroke is being painted. */
class Painting extends Gesture {
  override readonly cursor = "none";
  readonly #kit: BrushKit;
  readonly #target: MaskTarget | null;
  readonly #pixels: BrushMask;
  readonly #isSetting: boolean;
  #last: Pointer;

  constructor(kit: BrushKit, target: MaskTarget | null, pixels: BrushMask, p: Pointer) {
    super();
    this.#kit = kit;
    this.#target = target;
    this.#pixels = pixels;
    this.#isSetting = kit.isBrush !== p.alt;
    this.#last = p;
    if (target) kit.host.lift([target.ref]);
    const from = (p.shift && kit.end) || p;
    pixels.stroke(from.x, from.y, p.x, p.y, kit.radius, this.#isSetting);
  }

  override move(p: Pointer): State {
    this.#pixels.stroke(this.#last.x, this.#last.y, p.x, p.y, this.#kit.radius, this.#isSetting);
    this.#last = p;
    return this;
  }

  override up(p: Pointer): State {
    this.move(p);
    this.#kit.end = { x: p.x, y: p.y };
    this.#kit.host.lift(null);
    const mask = this.#pixels.toMask();
    this.#kit.keep(mask, this.#pixels);
    this.#put(mask);
    return new BrushRest(this.#kit, p);
  }

  /** The pixels are painted over by now, so they are read anew the next time. */
  override cancel(): State {
    this.#kit.forget();
    this.#kit.host.lift(null);
    return new BrushRest(this.#kit, this.#last);
  }

  override draw(o: Overlay): void {
    const color = this.#target
      ? (this.#kit.host.store.ontology?.colorOf(this.#target.annotation) ?? this.#kit.color)
      : this.#kit.color;
    o.raster(this.#pixels, color, 0.45);
    this.#kit.circle(o, this.#last.x, this.#last.y, this.#isSetting);
  }

  #put(mask: Mask): void {
    const { store } = this.#kit.host;
    const target = this.#target;
    if (!target) {
      if (mask.area) putShape(this.#kit.host, mask);
    } else if (mask.area) {
      const put = withGeometry(target.annotation, mask);
      store.apply(edit(target.ref, put, this.#isSetting ? "Paint mask" : "Erase from mask"));
    } else if (target.ref.layer === "draft") store.apply(remove([target.ref.key]));
    else store.apply(reject(target.ref.layer, [target.ref.key]));
  }
}

/** `[` and `]` make the brush a fifth smaller and larger. */
function pressSize(kit: BrushKit, press: KeyPress): boolean {
  if (press.key !== "[" && press.key !== "]") return false;
  const factor = press.key === "]" ? 1.2 : 1 / 1.2;
  const step =
    press.key === "]" ? Math.max(0.5, kit.radius * (factor - 1)) : -Math.max(0.5, kit.radius * (1 - factor));
  kit.host.store.setBrushRadius(kit.radius + step);
  return true;
}
