import { inkOn, type Style } from "../style";
import type { Context } from "./shape";

const HEIGHT = 16;
const PADDING = 5;
const FONT = "500 11px system-ui, sans-serif";
const LONGEST = 28;

const widths = new Map<string, number>();
let ruler: OffscreenCanvasRenderingContext2D | null = null;

/** CSS pixels across and down of the chip a text is written on. */
export function chipSize(text: string): { width: number; height: number } {
  return { width: Math.ceil(widthOf(shortened(text))) + 2 * PADDING, height: HEIGHT };
}

/** Writes a text on a chip whose left-top corner is at (x, y), in pixels of the device. */
export function paintChip(
  context: Context,
  text: string,
  x: number,
  y: number,
  style: Style,
  ratio: number,
): void {
  const { width, height } = chipSize(text);
  context.fillStyle = style.ink;
  context.fillRect(Math.round(x), Math.round(y), Math.round(width * ratio), Math.round(height * ratio));
  context.fillStyle = inkOn(style);
  context.font = FONT.replace("11px", `${11 * ratio}px`);
  context.textBaseline = "middle";
  context.fillText(
    shortened(text),
    Math.round(x) + PADDING * ratio,
    Math.round(y) + (height / 2 + 0.5) * ratio,
  );
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function widthOf(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  ruler ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (ruler) ruler.font = FONT;
  const width = ruler?.measureText(text).width ?? 6 * text.length;
  if (widths.size > 5000) widths.clear();
  widths.set(text, width);
  return width;
}

/** A small closed lock with its left-top corner at (x, y), in pixels of the device. */
export function paintLock(context: Context, x: number, y: number, color: string, ratio: number): void {
  context.save();
  context.translate(Math.round(x), Math.round(y));
  context.scale(ratio, ratio);
  context.setLineDash([]);
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(5, 4.5, 2.25, Math.PI, 0);
  context.stroke();
  context.fillRect(1.5, 4.5, 7, 5.5);
  context.restore();
}
