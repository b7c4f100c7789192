import type { Ref } from "../../core/annotation";
import type { BrushMask } from "../../core/masks/brush";
import type { Store } from "../../core/store";
import type { Annotation, Geometry } from "../../core/wire";
import type { Camera } from "../camera";

/** Where the pointer is and what is held down. `x` and `y` are px of the asset, the others px of the host. */
export interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly screenX: number;
  readonly screenY: number;
  readonly shift: boolean;
  /** Ctrl, or command on a Mac. */
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** Bits as in PointerEvent: 1 left, 2 right, 4 middle. */
  readonly buttons: number;
}

/** A key pressed while the stage has the focus; a KeyboardEvent is one. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** A box in asset px that is not turned. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the pointer is over. `part` names a piece of it where the engine tells them apart. */
export interface Hit extends Ref {
  readonly part?: string;
}

/** How something is drawn in the overlay. Widths and dashes are px of the screen. */
export interface Look {
  readonly color?: string;
  readonly width?: number;
  readonly dashed?: boolean;
  /** Opacity of the inside, 0 for an outline. */
  readonly fill?: number;
}

export type HandleKind = "corner" | "edge" | "vertex" | "midpoint" | "rotate";

/** What a tool draws with; positions are px of the asset, sizes of handles and lines px of the screen. */
export interface Overlay {
  /** An annotation as it is painted in tiles, but with another geometry. */
  annotation(annotation: Annotation, geometry: Geometry): void;
  shape(geometry: Geometry, look?: Look): void;
  handle(x: number, y: number, kind: HandleKind, isHot: boolean): void;
  line(points: ReadonlyArray<readonly [number, number]>, look?: Look): void;
  rect(rect: Rect, look?: Look): void;
  /** `radius` is px of the asset. */
  circle(x: number, y: number, radius: number, look?: Look): void;
  arrow(fromX: number, fromY: number, toX: number, toY: number, look?: Look): void;
  raster(mask: BrushMask, color: string, opacity: number): void;
  /** A small word beside a position, such as the size of a box being drawn. */
  text(x: number, y: number, text: string): void;
}

/** What the engine lends to a tool. */
export interface ToolHost {
  readonly store: Store;
  readonly camera: Camera;
  /** Size of the asset in its px; null while it is not known. */
  readonly bounds: { readonly width: number; readonly height: number } | null;
  /** The topmost visible annotation within `tolerance` px of the screen around a position. */
  hit(x: number, y: number, tolerance: number): Hit | null;
  /** Visible annotations whose bounds meet a box. */
  within(rect: Rect): Ref[];
  /** Keeps annotations out of the tiles while a gesture shows them in the overlay; null ends it. */
  lift(refs: readonly Ref[] | null): void;
  /** Asks for the overlay to be drawn again in the next frame. */
  repaint(): void;
  cursor(css: string): void;
}

/**
 * One way of using the pointer. A gesture goes from `down` to `up`; `move` comes without buttons too. Whatever
 * a gesture does reaches the store as one command at its end, and nothing when it is cancelled.
 */
export interface Tool {
  readonly name: string;
  readonly cursor: string;
  down(p: Pointer): void;
  move(p: Pointer): void;
  up(p: Pointer): void;
  doubleClick(p: Pointer): void;
  /** Gives up what was begun: escape, a lost pointer. Nothing happens when nothing was. */
  cancel(): void;
  /** Makes room for another tool: an outline that is a shape already becomes one, all else begun is given up. */
  leave(): void;
  /** Whether the key meant something to the tool; others then do not get it. */
  key(press: KeyPress): boolean;
  draw(o: Overlay): void;
}
