import { useInfiniteQuery } from "@tanstack/react-query";
import { type DataRow, getDataset, listDataRows, listProjectRows } from "../../api/gen";
import { catalogQuery, projectQuery, type RowFilter } from "./row-filter";

/** What a grid shows of a data row: of a hundred thousand, no more is kept. */
export interface RowSummary {
  id: string;
  key: string;
  medium: DataRow["media_type"];
  state: DataRow["media_state"];
  error: string | null;
  /** The beginning of a text. */
  snippet: string | null;
  size: string;
  createdAt: string;
  metadata: string;
}

export interface RowPage {
  rows: RowSummary[];
  next: number | string | null;
}

const PAGE = 200;
const SNIPPET = 240;

/** One page of the data rows a filter lets through. */
export async function fetchRows(
  filter: RowFilter,
  after: number | string | null,
  { limit = PAGE, signal }: { limit?: number; signal?: AbortSignal } = {},
): Promise<RowPage> {
  if (filter.project !== null) {
    const query = { ...projectQuery(filter), after: String(after ?? ""), limit };
    const path = { uid: filter.project };
    const { data } = await listProjectRows({ path, query, signal, throwOnError: true });
    return { rows: data.items.map((one) => summary(one.data_row)), next: data.next };
  }
  const query = { ...catalogQuery(filter), after: Number(after ?? 0), limit };
  const { data } = await listDataRows({ query, signal, throwOnError: true });
  return { rows: data.items.map(summary), next: data.next ?? null };
}

/** The ids of all data rows a filter lets through, page by page. */
export async function* allIds(filter: RowFilter, signal?: AbortSignal): AsyncGenerator<string[]> {
  let after: number | string | null = null;
  do {
    const page: RowPage = await fetchRows(filter, after, { limit: 1000, signal });
    yield page.rows.map((row) => row.id);
    after = page.next;
  } while (after !== null);
}

/** Data rows as far as they have been asked for; more come by `fetchNextPage`. */
export function useRows(filter: RowFilter) {
  return useInfiniteQuery({
    queryKey: ["rows", filter],
    queryFn: ({ pageParam, signal }) => fetchRows(filter, pageParam, { signal }),
    initialPageParam: null as number | string | null,
    getNextPageParam: (page: RowPage) => page.next,
  });
}

/** How many data rows a dataset has. */
export async function fetchDataset(uid: string) {
  return (await getDataset({ path: { uid }, throwOnError: true })).data;
}

export function summary(row: DataRow): RowSummary {
  const asset = row.assets[0];
  const inline = asset?.inline;
  const size = asset?.width && asset.height ? `${asset.width} × ${asset.height}` : "";
  return {
    id: row.id,
    key: row.global_key ?? row.external_id ?? "",
    medium: row.media_type,
    state: row.media_state,
    error: row.media_error ?? null,
    snippet: typeof inline === "string" ? inline.slice(0, SNIPPET) : null,
    size,
    createdAt: row.created_at,
    metadata: Object.entries(row.metadata ?? {})
      .slice(0, 4)
      .map(([name, value]) => `${name} ${Array.isArray(value) ? "…" : String(value)}`)
      .join(" · "),
  };
}

/** Whether a small picture of the data row can be asked for. */
export function hasThumbnail(row: { medium: string; state: string }): boolean {
  return row.medium === "image" && row.state === "ready";
}

export function thumbnailUrl(id: string, size: 64 | 128 | 256 | 512 | 1024 = 256): string {
  return `/api/v1/data-rows/${id}/thumbnail?size=${size}`;
}

export function contentUrl(id: string, no = 0): string {
  return `/api/v1/data-rows/${id}/assets/${no}/content`;
}
