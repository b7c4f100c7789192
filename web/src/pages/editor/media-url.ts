/** Media URL: where the content of a data row is, on this server and for whoever may see it. */

export function contentUrl(dataRow: string, asset = 0): string {
  return `/api/v1/data-rows/${dataRow}/assets/${asset}/content`;
}

export function thumbnailUrl(dataRow: string, size = 256): string {
  return `/api/v1/data-rows/${dataRow}/thumbnail?size=${size}`;
}
