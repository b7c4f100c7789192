import type { Viewport } from "./camera";
import type { Context } from "./raster/shape";

/** What lies under the annotations: an image, a page, a frame of a video. */
export interface Backdrop {
  /** Size of the asset in its pixels. */
  readonly width: number;
  readonly height: number;
  /**
   * Draws at least the part of the asset in `viewport`. The context counts in pixels of the asset; `scale` is how
   * many pixels of the device one of them takes, to choose how finely to draw.
   */
  draw(context: Context, viewport: Viewport, scale: number): void;
}
