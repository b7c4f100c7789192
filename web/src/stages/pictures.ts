import type { Asset, Problem } from "../api/gen";
import { ApiProblem, problemOf } from "../api/problem";
import { halvesOf } from "../engine/halves";
import { Picture } from "../engine/picture";
import { decode } from "./decoder";

/** Pictures kept decoded: the one that is shown and the next two. */
const KEPT = 3;
/** Pixels from which on a picture is decoded smaller: 80 megapixels are 320 MB in memory. */
const MOST_PIXELS = 80e6;

/** A picture, and how many show it. */
interface Kept {
  readonly loading: Promise<Picture>;
  users: number;
}

const kept = new Map<string, Kept>();

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
  return keep(row, no, asset).loading;
}

/** As `loadPicture`, for showing it: its memory is not given back before `release` is called. */
export function holdPicture(
  row: string,
  no: number,
  asset: Asset,
): { readonly loading: Promise<Picture>; readonly release: () => void } {
  const one = keep(row, no, asset);
  one.users++;
  const release = (): void => {
    one.users--;
    tidy();
  };
  return { loading: one.loading, release };
}

function keep(row: string, no: number, asset: Asset): Kept {
  const url = contentUrl(row, no);
  const known = kept.get(url);
  const one = known ?? { loading: decoded(url, asset), users: 0 };
  kept.delete(url);
  kept.set(url, one);
  // What has failed is asked for again the next time.
  if (!known) one.loading.catch(() => kept.delete(url));
  tidy();
  return one;
}

/** Gives up the pictures that were asked for longest ago; a garbage collector would do so late, at 64 MB each. */
function tidy(): void {
  for (const [url, one] of [...kept].slice(0, Math.max(0, kept.size - KEPT))) {
    if (one.users > 0) continue;
    kept.delete(url);
    one.loading.then(
      (picture) => picture.close(),
      () => undefined,
    );
  }
}

async function decoded(url: string, asset: Asset): Promise<Picture> {
  const blob = await fetched(url);
  const levels = await levelsOf(blob, url, asset);
  return new Picture(levels, asset.width ?? levels[0]?.width, asset.height ?? levels[0]?.height);
}

async function fetched(url: string): Promise<Blob> {
  const answer = await fetch(url, { credentials: "same-origin" }).catch((error: unknown) => {
    throw problemOf(error, undefined);
  });
  if (answer.ok) return answer.blob();
  const problem: Partial<Problem> = await answer.json().catch(() => ({}));
  throw new ApiProblem({ ...problem, status: answer.status });
}

async function levelsOf(blob: Blob, url: string, asset: Asset): Promise<ImageBitmap[]> {
  try {
    return await decode(blob, smaller(asset));
  } catch {
    return halvesOf(await fromElement(url, blob.type));
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
