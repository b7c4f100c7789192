/** Pixels of the device that a sheet is larger than what is on it, so that it seldom has to change its size. */
const GRID = 128;

/** What is put on a sheet: a box in pixels of the view's device, and how to draw it. */
type Item = (context: CanvasRenderingContext2D) => void;

/**
 * A canvas only as large as what is drawn on it, moved to where that is.
 *
 * A canvas costs the browser its whole area in every frame in which anything on it changes, and what follows the
 * pointer is small most of the time.
 */
export class Sheet {
  readonly context: CanvasRenderingContext2D | null;
  private readonly items: Item[] = [];
  private left = Infinity;
  private top = Infinity;
  private right = -Infinity;
  private bottom = -Infinity;
  private place = "";

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext("2d");
    canvas.style.inset = "0 auto auto 0";
    canvas.style.pointerEvents = "none";
  }

  /** Puts something on the sheet that stays within a box. */
  add(left: number, top: number, right: number, bottom: number, draw: Item): void {
    this.items.push(draw);
    this.left = Math.min(this.left, left);
    this.top = Math.min(this.top, top);
    this.right = Math.max(this.right, right);
    this.bottom = Math.max(this.bottom, bottom);
  }

  /** Draws what was put on it since the last time, as far as it lies in a view of this size. */
  show(viewWidth: number, viewHeight: number, ratio: number): void {
    const left = Math.floor(Math.max(0, this.left) / GRID) * GRID;
    const top = Math.floor(Math.max(0, this.top) / GRID) * GRID;
    const right = Math.min(viewWidth, Math.ceil(this.right / GRID) * GRID);
    const bottom = Math.min(viewHeight, Math.ceil(this.bottom / GRID) * GRID);
    if (left < right && top < bottom) this.draw(left, top, right - left, bottom - top, ratio);
    else this.hide();
    this.items.length = 0;
    this.left = this.top = Infinity;
    this.right = this.bottom = -Infinity;
  }

  private draw(left: number, top: number, width: number, height: number, ratio: number): void {
    const { canvas, context } = this;
    const place = `${left} ${top} ${width} ${height} ${ratio}`;
    if (place !== this.place) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      canvas.style.width = `${width / ratio}px`;
      canvas.style.height = `${height / ratio}px`;
      canvas.style.transform = `translate(${left / ratio}px, ${top / ratio}px)`;
      canvas.style.visibility = "visible";
      this.place = place;
    }
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(1, 0, 0, 1, -left, -top);
    for (const item of this.items) item(context);
  }

  private hide(): void {
    if (this.place === "") return;
    this.place = "";
    this.canvas.style.visibility = "hidden";
  }
}
