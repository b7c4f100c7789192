import type { Backdrop } from "./backdrop";
import type { Viewport } from "./camera";
import type { Context } from "./raster/shape";

/** How a picture is looked at; nothing of it is saved. 1 is as it is. */
export interface Adjustment {
  readonly brightness: number;
  readonly contrast: number;
  readonly isInverted: boolean;
}

export const UNADJUSTED: Adjustment = { brightness: 1, contrast: 1, isInverted: false };

/**
 * A decoded picture and halves of it, so that far-out views neither flicker nor cost more than near ones.
 *
 * `width` and `height` are the asset's, in which annotations count; the picture is stretched to them where it was
 * decoded at another size.
 */
export class Picture implements Backdrop {
  adjustment: Adjustment = UNADJUSTED;

  constructor(
    /** The picture, then each half of the one before. */
    private readonly levels: readonly ImageBitmap[],
    readonly width = levels[0]?.width ?? 0,
    readonly height = levels[0]?.height ?? 0,
  ) {}

  draw(context: Context, _viewport: Viewport, scale: number): void {
    const filter = filterOf(this.adjustment);
    if (filter) context.filter = filter;
    context.drawImage(this.levelFor(scale), 0, 0, this.width, this.height);
    if (filter) context.filter = "none";
  }

  close(): void {
    for (const level of this.levels) level.close();
  }

  /** The smallest level that still has a pixel for every pixel of the device. */
  private levelFor(scale: number): ImageBitmap {
    let chosen = this.levels[0] as ImageBitmap;
    for (const level of this.levels) if (level.width >= this.width * scale * 0.99) chosen = level;
    return chosen;
  }
}

function filterOf({ brightness, contrast, isInverted }: Adjustment): string {
  const parts: string[] = [];
  if (brightness !== 1) parts.push(`brightness(${brightness})`);
  if (contrast !== 1) parts.push(`contrast(${contrast})`);
  if (isInverted) parts.push("invert(1)");
  return parts.join(" ");
}
