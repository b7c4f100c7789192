/** A place, in pixels of the asset or of the screen: the name of the variable says which. */
export interface Place {
  x: number;
  y: number;
}

/** A part of the asset, in its pixels. */
export interface Viewport {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What two linked cameras share. */
export interface CameraState {
  x: number;
  y: number;
  scale: number;
}

/** CSS pixels left free around an asset that is fitted into the view. */
const FIT_MARGIN = 24;
/** A strip beside the view changes its sides by no more than this factor. */
const STRIP = 1.15;
const MOST_ENLARGED = 128;
/** CSS pixels of the asset that stay in view however far it is panned. */
const KEPT_IN_VIEW = 48;

/**
 * Maps pixels of the asset to CSS pixels of the view: `screen = (asset - origin) * scale`.
 *
 * `x` and `y` are the asset's place at the left-top corner of the view; `scale` is CSS pixels per pixel of the
 * asset. Every change goes through one function, so listeners are called once for each.
 */
export class Camera {
  x = 0;
  y = 0;
  scale = 1;
  viewWidth = 1;
  viewHeight = 1;
  assetWidth = 1;
  assetHeight = 1;
  private isFitted = true;
  private readonly listeners = new Set<(zoomed: boolean) => void>();

  /** Calls `listener` after every change; `zoomed` says whether the scale is another one. Returns how to stop. */
  subscribe(listener: (zoomed: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  toScreen(asset: Place): Place {
    return { x: (asset.x - this.x) * this.scale, y: (asset.y - this.y) * this.scale };
  }

  toAsset(screen: Place): Place {
    return { x: screen.x / this.scale + this.x, y: screen.y / this.scale + this.y };
  }

  /** The part of the asset's plane in view; it may reach beyond the asset. */
  get viewport(): Viewport {
    return { x: this.x, y: this.y, width: this.viewWidth / this.scale, height: this.viewHeight / this.scale };
  }

  /** The scale at which the whole asset is in view; small assets are enlarged to twice their size at most. */
  get fitScale(): number {
    const across = (this.viewWidth - 2 * FIT_MARGIN) / this.assetWidth;
    const down = (this.viewHeight - 2 * FIT_MARGIN) / this.assetHeight;
    return Math.min(
      MOST_ENLARGED,
      Math.max(Math.min(across, down), 1e-4),
      Math.max(2, 512 / this.assetWidth),
    );
  }

  setAsset(width: number, height: number): void {
    this.assetWidth = Math.max(1, width);
    this.assetHeight = Math.max(1, height);
    this.fit();
  }

  /**
   * Tells the size of the view in CSS pixels, and how far it was moved on the screen with it.
   *
   * Where a strip comes or goes beside the view, what somebody put somewhere stays where it is on the screen, and a
   * fitted asset is not made a little smaller and larger again: the strip takes from the margin. Where the window or a
   * whole panel changes, the place in the middle stays there, and what was fitted is fitted again.
   */
  setView(width: number, height: number, moved: Place = { x: 0, y: 0 }): void {
    const { scale, isFitted } = this;
    const middle = this.toAsset({ x: this.viewWidth / 2, y: this.viewHeight / 2 });
    const isStrip = isAlike(width, this.viewWidth) && isAlike(height, this.viewHeight);
    this.viewWidth = Math.max(1, width);
    this.viewHeight = Math.max(1, height);
    if (isFitted && !isAlike(this.fitScale, scale)) this.fit();
    else if (isStrip && !isFitted)
      this.set({ x: this.x + moved.x / scale, y: this.y + moved.y / scale, scale });
    else this.set({ ...this.centred(middle, scale), scale });
    this.isFitted = isFitted;
  }

  fit(): void {
    const scale = this.fitScale;
    this.set({ ...this.centred({ x: this.assetWidth / 2, y: this.assetHeight / 2 }, scale), scale });
    this.isFitted = true;
  }

  /** Brings a part of the asset into the middle, as large as it fits; never nearer than `most`. */
  fitTo(part: Viewport, most = 8): void {
    const across = (this.viewWidth - 6 * FIT_MARGIN) / Math.max(part.width, 1);
    const down = (this.viewHeight - 6 * FIT_MARGIN) / Math.max(part.height, 1);
    const scale = this.bounded(Math.min(across, down, most));
    this.set({ ...this.centred({ x: part.x + part.width / 2, y: part.y + part.height / 2 }, scale), scale });
  }

  /** Moves so that a place is in view, and not at all when it is. */
  reveal(part: Viewport): void {
    const view = this.viewport;
    const isInside =
      part.x >= view.x &&
      part.y >= view.y &&
      part.x + part.width <= view.x + view.width &&
      part.y + part.height <= view.y + view.height;
    if (isInside) return;
    if (part.width > view.width || part.height > view.height) this.fitTo(part);
    else
      this.set({
        ...this.centred({ x: part.x + part.width / 2, y: part.y + part.height / 2 }, this.scale),
        scale: this.scale,
      });
  }

  /** Sets the scale and keeps the place under `about` (CSS pixels of the view; its middle when not given). */
  zoomTo(scale: number, about: Place = { x: this.viewWidth / 2, y: this.viewHeight / 2 }): void {
    const kept = this.toAsset(about);
    const bounded = this.bounded(scale);
    this.set({ x: kept.x - about.x / bounded, y: kept.y - about.y / bounded, scale: bounded });
  }

  zoomBy(factor: number, about?: Place): void {
    this.zoomTo(this.scale * factor, about);
  }

  /** Moves what is in view by CSS pixels: to the right and downwards where positive. */
  panBy(dx: number, dy: number): void {
    this.set({ x: this.x - dx / this.scale, y: this.y - dy / this.scale, scale: this.scale });
  }

  get state(): CameraState {
    return { x: this.x, y: this.y, scale: this.scale };
  }

  set(next: CameraState): void {
    const keptX = KEPT_IN_VIEW / next.scale;
    const keptY = KEPT_IN_VIEW / next.scale;
    const x = clamp(next.x, keptX - this.viewWidth / next.scale, this.assetWidth - keptX);
    const y = clamp(next.y, keptY - this.viewHeight / next.scale, this.assetHeight - keptY);
    const zoomed = next.scale !== this.scale;
    this.isFitted = false;
    if (!zoomed && x === this.x && y === this.y) return;
    this.x = x;
    this.y = y;
    this.scale = next.scale;
    for (const listener of this.listeners) listener(zoomed);
  }

  private bounded(scale: number): number {
    return clamp(scale, Math.min(this.fitScale, 1) / 4, MOST_ENLARGED);
  }

  private centred(asset: Place, scale: number): Place {
    return { x: asset.x - this.viewWidth / 2 / scale, y: asset.y - this.viewHeight / 2 / scale };
  }
}

function isAlike(one: number, other: number): boolean {
  return Math.max(one, other) <= STRIP * Math.min(one, other);
}

function clamp(value: number, least: number, most: number): number {
  return least > most ? (least + most) / 2 : Math.min(Math.max(value, least), most);
}
