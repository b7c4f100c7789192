import type { ReactNode } from "react";
import { Button } from "./Button";
import { ErrorState } from "./ErrorState";
import styles from "./Listing.module.css";
import { Loading } from "./Loading";

/** The states of a list that comes by pages: being fetched, failed, empty, there, and with more behind it. */
export function Listing<T>({
  list,
  what,
  empty,
  children,
}: {
  list: {
    items: T[] | undefined;
    error: unknown;
    more: (() => void) | null;
    isFetchingMore: boolean;
    refetch: () => void;
  };
  /** What the list is of, in the plural: "API keys". */
  what: string;
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
}) {
  if (list.error && !list.items) {
    return <ErrorState title={`The ${what} could not be loaded`} error={list.error} onRetry={list.refetch} />;
  }
  if (!list.items) {
    return <Loading label={`Loading the ${what}`} />;
  }
  if (list.items.length === 0) {
    return empty;
  }
  return (
    <div className={styles.listing}>
      {children(list.items)}
      {list.more && (
        <div>
          <Button size="small" isPending={list.isFetchingMore} onPress={list.more}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}
