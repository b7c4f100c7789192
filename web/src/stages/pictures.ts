import type { Asset, Problem } from "../api/gen";
import { ApiProblem, problemOf } from "../api/problem";
import { Picture } from "../engine/picture";

/** Pictures kept decoded: the one that is shown and the next two. */
const KEPT = 3;
/** Pixels from which on a picture is decoded smaller: 80 megapixels are 320 MB in memory. */
const MOST_PIXELS = 80e6;

const kept = new Map<string, Promise<Picture>>();

/** Where the content of an asset of a data row is, the first is 0. */
export function contentUrl(row: string, asset: number): string {
  return `/api/v1/data-rows/${row}/assets/${asset}/content`;
}

/**
 * The picture of an asset, decoded. The last three asked for are kept, so the next task's can be asked for ahead.
 *
 * @throws ApiProblem: the server refuses, cannot reach the media, or sends what no browser decodes.
 */
export function loadPicture(row: string, no: number, asset: Asset): Promise<Picture> {
  const url = contentUrl(row, no);
  const known = kept.get(url);
  if (known) {
    kept.delete(url);
    kept.set(url, known);
    return known;
  }
  const loading = decoded(url, asset);
  kept.set(url, loading);
  // What has failed is asked for again the next time.
  loading.catch(() => kept.delete(url));
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(oldest);
  return loading;
}

async function decoded(url: string, asset: Asset): Promise<Picture> {
  const blob = await fetched(url);
  const bitmap = await bitmapOf(blob, url, asset);
  return Picture.of(bitmap, asset.width ?? bitmap.width, asset.height ?? bitmap.height);
}

async function fetched(url: string): Promise<Blob> {
  const answer = await fetch(url, { credentials: "same-origin" }).catch((error: unknown) => {
    throw problemOf(error, undefined);
  });
  if (answer.ok) return answer.blob();
  const problem: Partial<Problem> = await answer.json().catch(() => ({}));
  throw new ApiProblem({ ...problem, status: answer.status });
}

async function bitmapOf(blob: Blob, url: string, asset: Asset): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob, smaller(asset));
  } catch {
    return fromElement(url, blob.type);
  }
}

/** How to decode a picture that is too large to be held whole. */
function smaller({ width, height }: Asset): ImageBitmapOptions | undefined {
  if (!width || !height || width * height <= MOST_PIXELS) return undefined;
  const part = Math.sqrt(MOST_PIXELS / (width * height));
  return {
    resizeWidth: Math.round(width * part),
    resizeHeight: Math.round(height * part),
    resizeQuality: "medium",
  };
}

/** Drawings (SVG) are decoded by an element only. */
async function fromElement(url: string, type: string): Promise<ImageBitmap> {
  const element = new Image();
  element.src = url;
  try {
    await element.decode();
    const width = element.naturalWidth || 1024;
    const height = element.naturalHeight || 1024;
    return await createImageBitmap(element, { resizeWidth: width, resizeHeight: height });
  } catch {
    throw new ApiProblem({
      status: 415,
      title: "Unreadable picture",
      detail: `the content is ${type || "of an unknown kind"}, which this browser cannot decode as a picture`,
      hint: "convert it to PNG, JPEG, WebP or AVIF and put it in place of the asset of this data row",
    });
  }
}
