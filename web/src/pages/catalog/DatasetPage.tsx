import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { deleteDataset, updateDataset } from "../../api/gen";
import { Button, IconButton, LinkButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count, countOf } from "../../ui/format";
import { CatalogIcon, EditIcon, MoreIcon, TrashIcon, UploadIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Menu, MenuItem } from "../../ui/Menu";
import { Page } from "../../ui/Page";
import { DatasetDialog } from "./DatasetDialog";
import styles from "./DatasetPage.module.css";
import { FilterBar } from "./FilterBar";
import { IntakeDialog } from "./IntakeDialog";
import { type GridView, RowGrid } from "./RowGrid";
import { RowPanel } from "./RowPanel";
import { fromParams, isNarrowed, NO_FILTER, type RowFilter, toParams } from "./row-filter";
import { fetchDataset, useRows } from "./rows";
import { SelectionBar } from "./SelectionBar";
import { NOTHING, type Selection } from "./selection";
import { useView } from "./use-view";

const ALL = "all";

/** The data rows of one dataset, or of all: a grid with filters, what can be done with them, and one in detail. */
export default function DatasetPage() {
  const { dataset = ALL } = useParams();
  const uid = dataset === ALL ? null : dataset;
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => fromParams(params, uid), [params, uid]);
  const openId = params.get("row");
  const [view, setView] = useView();
  const { data: found, error } = useQuery({
    queryKey: ["dataset", uid],
    queryFn: () => fetchDataset(uid as string),
    enabled: uid !== null,
  });
  const change = useCallback(
    (next: RowFilter) => setParams(toParams(uid ? { ...next, dataset: null } : next), { replace: true }),
    [setParams, uid],
  );
  const open = (id: string | null) => {
    const next = toParams(uid ? { ...filter, dataset: null } : filter);
    if (id) {
      next.set("row", id);
    }
    setParams(next, { replace: openId !== null });
  };
  const [isAdding, setAdding] = useState(false);
  const name = uid ? (found?.name ?? "Dataset") : "All data rows";
  return (
    <Page
      title={name}
      crumbs={[{ label: "Catalog", to: "/catalog" }]}
      lead={
        uid
          ? found && [countOf(found.row_count, "data row"), found.description].filter(Boolean).join(" · ")
          : undefined
      }
      actions={
        uid &&
        !error && (
          <>
            <DatasetMenu
              uid={uid}
              name={name}
              description={found?.description ?? ""}
              count={found?.row_count ?? 0}
            />
            <Button tone="primary" icon={UploadIcon} onPress={() => setAdding(true)}>
              Add data rows
            </Button>
          </>
        )
      }
      width="full"
      isFilled
    >
      {error ? (
        <ErrorState error={error} title="The dataset could not be loaded">
          <LinkButton href="/catalog" size="small" icon={CatalogIcon}>
            All datasets
          </LinkButton>
        </ErrorState>
      ) : (
        <div className={styles.split}>
          <Rows
            key={dataset}
            filter={filter}
            total={uid ? (found?.row_count ?? null) : null}
            isDatasetFixed={uid !== null}
            onFilter={change}
            view={view}
            onView={setView}
            openId={openId}
            onOpen={open}
            onAdd={uid ? () => setAdding(true) : undefined}
          />
          {openId && <RowPanel uid={openId} onClose={() => open(null)} />}
        </div>
      )}
      {isAdding && uid && <IntakeDialog dataset={{ id: uid, name }} onClose={() => setAdding(false)} />}
    </Page>
  );
}

interface RowsProps {
  filter: RowFilter;
  total: number | null;
  isDatasetFixed: boolean;
  onFilter: (filter: RowFilter) => void;
  view: GridView;
  onView: (view: GridView) => void;
  openId: string | null;
  onOpen: (id: string | null) => void;
  onAdd?: () => void;
}

function Rows({ filter, total, isDatasetFixed, onFilter, view, onView, openId, onOpen, onAdd }: RowsProps) {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useRows(filter);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const isAll = data !== undefined && !hasNextPage;
  const known = isAll ? rows.length : isNarrowed(filter) ? null : total;
  const more = useCallback(() => {
    if (!isFetching) {
      void fetchNextPage();
    }
  }, [isFetching, fetchNextPage]);
  // A page may hold nothing and have a next one: the server looks at so many rows at a time.
  useEffect(() => {
    if (hasNextPage && rows.length === 0) {
      more();
    }
  }, [hasNextPage, rows.length, more]);
  const changeFilter = (next: RowFilter) => {
    setSelection(NOTHING);
    onFilter(next);
  };
  return (
    <div className={styles.rows}>
      <FilterBar
        filter={filter}
        onChange={changeFilter}
        isDatasetFixed={isDatasetFixed}
        view={view}
        onView={onView}
      />
      <SelectionBar
        filter={filter}
        selection={selection}
        onSelect={setSelection}
        total={known}
        onChanged={() => setSelection(NOTHING)}
      />
      {error && <ErrorState error={error} title="The data rows could not be loaded" onRetry={refetch} />}
      {!data && !error && (
        <div className={styles.loading}>
          <Loading label="Loading data rows" shape={view === "list" ? "rows" : "tiles"} rows={18} />
        </div>
      )}
      {data && rows.length === 0 && !hasNextPage && (
        <Nothing
          isNarrowed={isNarrowed(filter)}
          onClear={() => changeFilter({ ...NO_FILTER, dataset: filter.dataset })}
          onAdd={onAdd}
        />
      )}
      {data && rows.length === 0 && hasNextPage && (
        <p className={styles.note}>Looking through the data rows …</p>
      )}
      {rows.length > 0 && (
        <>
          <RowGrid
            label="Data rows"
            rows={rows}
            view={view}
            hasMore={hasNextPage}
            onMore={more}
            selection={selection}
            onSelect={setSelection}
            onOpen={(id) => onOpen(id === openId ? null : id)}
            openId={openId}
          />
          <p role="status" className={styles.foot}>
            {known === null ? `${count(rows.length)} shown, more below` : countOf(known, "data row")}
          </p>
        </>
      )}
    </div>
  );
}

function Nothing(props: { isNarrowed: boolean; onClear: () => void; onAdd?: () => void }) {
  if (props.isNarrowed) {
    return (
      <EmptyState
        icon={CatalogIcon}
        title="No data row matches"
        actions={<Button onPress={props.onClear}>Clear the filters</Button>}
      >
        Global keys are compared from their beginning, with capitals as they are.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={CatalogIcon}
      title="No data rows yet"
      actions={
        props.onAdd && (
          <Button tone="primary" icon={UploadIcon} onPress={props.onAdd}>
            Add data rows
          </Button>
        )
      }
    >
      Drop files, a folder, or a CSV of URLs.
    </EmptyState>
  );
}

function DatasetMenu(props: { uid: string; name: string; description: string; count: number }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const close = (isOpen: boolean) => !isOpen && setOpen(null);
  const remove = async () => {
    await deleteDataset({ path: { uid: props.uid }, throwOnError: true });
    await navigate("/catalog");
    await queries.invalidateQueries();
  };
  return (
    <>
      <Menu trigger={<IconButton icon={MoreIcon} label="More" />}>
        <MenuItem icon={EditIcon} onAction={() => setOpen("edit")}>
          Rename
        </MenuItem>
        <MenuItem icon={TrashIcon} isDanger onAction={() => setOpen("delete")}>
          Delete dataset
        </MenuItem>
      </Menu>
      {open === "edit" && (
        <DatasetDialog
          title="Rename dataset"
          confirmLabel="Save"
          name={props.name}
          description={props.description}
          onOpenChange={close}
          onSave={async (body) => {
            await updateDataset({ path: { uid: props.uid }, body, throwOnError: true });
            await queries.invalidateQueries();
          }}
        />
      )}
      <ConfirmDialog
        isOpen={open === "delete"}
        onOpenChange={close}
        title={`Delete “${props.name}”?`}
        confirmLabel="Delete dataset"
        onConfirm={remove}
      >
        <p>
          Its {countOf(props.count, "data row")} leave every project they are in, with what was said about
          them, and their global keys become free. This cannot be undone.
        </p>
      </ConfirmDialog>
    </>
  );
}
