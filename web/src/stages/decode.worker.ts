import { halvesOf } from "../engine/halves";

/** A picture to decode, and how. */
export interface DecodeOrder {
  readonly id: number;
  readonly blob: Blob;
  readonly options?: ImageBitmapOptions;
}

/** The picture and its halves; none where the content is no picture this browser decodes. */
export interface Decoded {
  readonly id: number;
  readonly levels: ImageBitmap[];
}

self.onmessage = async ({ data: { id, blob, options } }: MessageEvent<DecodeOrder>): Promise<void> => {
  const levels = await createImageBitmap(blob, options)
    .then(halvesOf)
    .catch((): ImageBitmap[] => []);
  const decoded: Decoded = { id, levels };
  self.postMessage(decoded, { transfer: levels });
};
