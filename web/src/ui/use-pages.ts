import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

/** One page of a list of the server; `next` is null on the last. */
interface PageOf<T> {
  items: T[];
  next?: number | null;
}

/**
 * A list that is fetched page by page.
 *
 * `items` is what has come so far; `more` fetches the next page and is null when there is none.
 */
export function usePages<T>(
  queryKey: QueryKey,
  fetch: (after: number) => Promise<PageOf<T>>,
  isEnabled = true,
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => fetch(pageParam),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: isEnabled,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items),
    error: query.error,
    isLoading: query.isLoading,
    isFetchingMore: query.isFetchingNextPage,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    refetch: () => void query.refetch(),
  };
}
