import type { Decoded, DecodeOrder } from "./decode.worker";

type Settle = (levels: ImageBitmap[]) => void;

const waiting = new Map<number, Settle>();
let worker: Worker | null = null;
let next = 0;

/**
 * Decodes a picture and its halves beside the page, which goes on being drawn.
 *
 * @throws Error: the content is no picture that this browser decodes.
 */
export async function decode(blob: Blob, options?: ImageBitmapOptions): Promise<ImageBitmap[]> {
  const id = next++;
  const order: DecodeOrder = { id, blob, ...(options ? { options } : {}) };
  const levels = await new Promise<ImageBitmap[]>((resolve) => {
    waiting.set(id, resolve);
    started().postMessage(order);
  });
  if (levels.length === 0) throw new Error("The content could not be decoded.");
  return levels;
}

function started(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data: { id, levels } }: MessageEvent<Decoded>) => {
    waiting.get(id)?.(levels);
    waiting.delete(id);
  };
  // A worker that does not start leaves the decoding to elements.
  worker.onerror = () => {
    for (const settle of waiting.values()) settle([]);
    waiting.clear();
    worker = null;
  };
  return worker;
}
