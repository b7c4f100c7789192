import { OntologyIndex } from "../src/core/ontology";
import type { Annotation, Geometry } from "../src/core/wire";

/** Size of the picture everything is measured on: 12 megapixels. */
export const WIDTH = 4000;
export const HEIGHT = 3000;

const CLASSES = 8;

/** The same numbers in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function ontology(): OntologyIndex {
  const kinds = ["box", "polygon", "mask"] as const;
  const features = Array.from({ length: CLASSES }, (_, no) =>
    kinds.map((kind) => ({ name: `${kind} ${no}`, kind })),
  );
  return new OntologyIndex({ features: features.flat() } as never);
}

/** Six boxes to four polygons of eight corners, 20 to 100 px wide, anywhere on the picture. */
export function shapes(count: number): Annotation[] {
  const random = sequence(count);
  return Array.from({ length: count }, (_, no) => {
    const width = 20 + 80 * random();
    const height = 20 + 80 * random();
    const left = (WIDTH - width) * random();
    const top = (HEIGHT - height) * random();
    const isBox = random() < 0.6;
    const geometry: Geometry = isBox
      ? { type: "box", left, top, width, height }
      : { type: "polygon", points: octagon(left, top, width, height) };
    return { key: `shape-${no}`, kind: "object", feature: `${geometry.type} ${no % CLASSES}`, geometry };
  });
}

function octagon(left: number, top: number, width: number, height: number): [number, number][] {
  return Array.from({ length: 8 }, (_, corner) => {
    const turn = (corner * Math.PI) / 4;
    return [left + (width / 2) * (1 + Math.cos(turn)), top + (height / 2) * (1 + Math.sin(turn))];
  });
}

/** Blobs of 150 to 700 px across, as run lengths over the whole picture. */
export function masks(count: number): Annotation[] {
  const random = sequence(count + 1);
  return Array.from({ length: count }, (_, no) => {
    const across = 75 + 275 * random();
    const down = 75 + 275 * random();
    const x = across + (WIDTH - 2 * across) * random();
    const y = down + (HEIGHT - 2 * down) * random();
    const geometry = blob(x, y, across, down, random() * 6);
    return { key: `mask-${no}`, kind: "object", feature: `mask ${no % CLASSES}`, geometry };
  });
}

function blob(x: number, y: number, across: number, down: number, phase: number): Geometry {
  const counts: number[] = [];
  const left = Math.ceil(x - across);
  const right = Math.floor(x + across);
  let place = 0;
  let area = 0;
  let [top, bottom] = [HEIGHT, 0];
  for (let column = left; column < right; column++) {
    const part = (column - x) / across;
    const reach = Math.sqrt(Math.max(0, 1 - part * part)) * down;
    const from = Math.max(0, Math.round(y - reach * (0.8 + 0.2 * Math.sin(column / 9 + phase))));
    const to = Math.min(HEIGHT, Math.round(y + reach * (0.8 + 0.2 * Math.sin(column / 13 + phase))));
    if (to <= from) continue;
    counts.push(column * HEIGHT + from - place, to - from);
    place = column * HEIGHT + to;
    area += to - from;
    top = Math.min(top, from);
    bottom = Math.max(bottom, to);
  }
  counts.push(WIDTH * HEIGHT - place);
  const bbox: [number, number, number, number] = [left, top, right - left, bottom - top];
  return { type: "mask", width: WIDTH, height: HEIGHT, counts: packed(counts), area, bbox };
}

/** COCO's text of counts. */
function packed(counts: readonly number[]): string {
  let text = "";
  counts.forEach((count, no) => {
    let rest = no > 2 ? count - (counts[no - 2] ?? 0) : count;
    for (;;) {
      const bits = rest & 0x1f;
      rest >>= 5;
      const isLast = bits & 0x10 ? rest === -1 : rest === 0;
      text += String.fromCharCode((isLast ? bits : bits | 0x20) + 48);
      if (isLast) break;
    }
  });
  return text;
}

/** A picture with something to see at every scale. */
export async function picture(): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no canvas.");
  const sky = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  sky.addColorStop(0, "#7a8ea0");
  sky.addColorStop(0.5, "#b9b49f");
  sky.addColorStop(1, "#4d5a48");
  context.fillStyle = sky;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const random = sequence(7);
  for (let no = 0; no < 3000; no++) {
    context.fillStyle = `hsl(${random() * 360} 20% ${20 + random() * 60}% / 0.5)`;
    context.fillRect(random() * WIDTH, random() * HEIGHT, 4 + random() * 120, 4 + random() * 120);
  }
  return createImageBitmap(canvas);
}
