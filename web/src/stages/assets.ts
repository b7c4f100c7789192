import type { DataRow } from "../api/gen";

/** Numbers of the assets of a data row that are of a media type, the first is 0. */
export function assetsOf(row: DataRow, mediaType: DataRow["media_type"]): number[] {
  return row.assets.flatMap((asset, no) => ((asset.media_type ?? "image") === mediaType ? [no] : []));
}
