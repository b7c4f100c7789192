import { useCallback, useEffect, useMemo } from "react";
import { Button, LinkButton } from "../../../ui/Button";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { count, countOf } from "../../../ui/format";
import { CatalogIcon } from "../../../ui/icons";
import { Loading } from "../../../ui/Loading";
import { FilterBar } from "../../catalog/FilterBar";
import { RowGrid } from "../../catalog/RowGrid";
import { isNarrowed, NO_FILTER, type RowFilter } from "../../catalog/row-filter";
import { useRows } from "../../catalog/rows";
import { EVERYTHING, isNothing, NOTHING, pickedCount, type Selection } from "../../catalog/selection";
import { useView } from "../../catalog/use-view";
import styles from "./NewProjectPage.module.css";
import type { StepProps } from "./ProjectStep";

/** Which data rows of the catalog are labelled first. */
export function RowsStep({ plan, onChange }: StepProps) {
  const { filter, selection } = plan.rows;
  const [view, setView] = useView();
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useRows(filter);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const more = useCallback(() => {
    if (!isFetching) {
      void fetchNextPage();
    }
  }, [isFetching, fetchNextPage]);
  useEffect(() => {
    if (hasNextPage && rows.length === 0) {
      more();
    }
  }, [hasNextPage, rows.length, more]);
  const select = (next: Selection) => onChange({ rows: { filter, selection: next } });
  const narrow = (next: RowFilter) => onChange({ rows: { filter: next, selection: NOTHING } });
  const total = data && !hasNextPage ? rows.length : null;
  const picked = pickedCount(selection, total);
  return (
    <div className={styles.filled}>
      <FilterBar filter={filter} onChange={narrow} view={view} onView={setView} />
      <div className={styles.picked}>
        <strong className="numeric">
          {isNothing(selection)
            ? "None selected: the project begins empty"
            : picked === null
              ? "All that match"
              : `${count(picked)} selected`}
        </strong>
        <Button tone="quiet" size="small" onPress={() => select(EVERYTHING)}>
          {total === null ? "Select all that match" : `Select all ${countOf(total, "data row")}`}
        </Button>
        {!isNothing(selection) && (
          <Button tone="quiet" size="small" onPress={() => select(NOTHING)}>
            Clear selection
          </Button>
        )}
      </div>
      {error && <ErrorState error={error} title="The data rows could not be loaded" onRetry={refetch} />}
      {!data && !error && <Loading label="Loading data rows" shape="tiles" rows={12} />}
      {data && rows.length === 0 && !hasNextPage && (
        <EmptyState
          icon={CatalogIcon}
          title={isNarrowed(filter) ? "No data row matches" : "The catalog is empty"}
          actions={
            isNarrowed(filter) ? (
              <Button onPress={() => narrow(NO_FILTER)}>Clear the filters</Button>
            ) : (
              <LinkButton href="/catalog">Add data rows</LinkButton>
            )
          }
        >
          A project can be made without data rows; they are sent to it from the catalog, or come with an
          import.
        </EmptyState>
      )}
      {rows.length > 0 && (
        <RowGrid
          label="Data rows"
          rows={rows}
          view={view}
          hasMore={hasNextPage}
          onMore={more}
          selection={selection}
          onSelect={select}
        />
      )}
    </div>
  );
}
