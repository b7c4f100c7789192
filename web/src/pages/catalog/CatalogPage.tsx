import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DropZone as AriaDropZone } from "react-aria-components";
import { type Dataset, listDatasets } from "../../api/gen";
import { Button, LinkButton } from "../../ui/Button";
import type { DroppedFile } from "../../ui/DropZone";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { CatalogIcon, PlusIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/TextField";
import styles from "./CatalogPage.module.css";
import { DatasetCard } from "./DatasetCard";
import { droppedFiles } from "./dropped-files";
import { IntakeDialog } from "./IntakeDialog";

const PAGE = 100;

/** The datasets, and where a new one begins: with a button, or by dropping files anywhere. */
export default function CatalogPage() {
  const [isCreating, setCreating] = useState(false);
  const [dropped, setDropped] = useState<DroppedFile[]>([]);
  const [words, setWords] = useState("");
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useDatasets();
  const datasets = data?.pages.flatMap((page) => page.items) ?? [];
  const found = datasets.filter((one) => one.name.toLowerCase().includes(words.trim().toLowerCase()));
  const close = () => {
    setCreating(false);
    setDropped([]);
  };
  return (
    <Page
      title="Catalog"
      lead="Data rows are what is looked at. Datasets keep those together that belong together."
      actions={
        <>
          <LinkButton href="/catalog/all">All data rows</LinkButton>
          <Button tone="primary" icon={PlusIcon} onPress={() => setCreating(true)}>
            New dataset
          </Button>
        </>
      }
    >
      <AriaDropZone
        aria-label="Drop files to make a dataset"
        className={styles.zone ?? ""}
        onDrop={async (event) => {
          const files = await droppedFiles(event.items);
          if (files.length > 0) {
            setDropped(files);
            setCreating(true);
          }
        }}
      >
        {error && <ErrorState error={error} title="The datasets could not be loaded" onRetry={refetch} />}
        {!data && !error && <Loading label="Loading datasets" shape="tiles" rows={6} />}
        {data && datasets.length === 0 && <Nothing onCreate={() => setCreating(true)} />}
        {datasets.length > 8 && (
          <div className={styles.search}>
            <SearchField
              label="Search datasets"
              placeholder="Search datasets"
              value={words}
              onChange={setWords}
            />
          </div>
        )}
        {datasets.length > 0 && (
          <ul aria-label="Datasets" className={styles.cards}>
            {found.map((dataset) => (
              <DatasetCard key={dataset.id} dataset={dataset} />
            ))}
          </ul>
        )}
        {datasets.length > 0 && found.length === 0 && (
          <p className={styles.note}>No dataset has “{words}” in its name.</p>
        )}
        {hasNextPage && (
          <Button isPending={isFetchingNextPage} onPress={() => fetchNextPage()}>
            Show more
          </Button>
        )}
        <p className={styles.drop} aria-hidden="true">
          Drop to make a dataset of them
        </p>
      </AriaDropZone>
      {isCreating && <IntakeDialog dropped={dropped} onClose={close} />}
    </Page>
  );
}

function Nothing({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState
      icon={CatalogIcon}
      title="No datasets yet"
      actions={
        <>
          <LinkButton href="/ontologies/new">Try a template</LinkButton>
          <Button tone="primary" icon={PlusIcon} onPress={onCreate}>
            New dataset
          </Button>
        </>
      }
    >
      Drop images, texts, a folder or a CSV of URLs anywhere on this page. Or try a template: it brings a
      sample task with pre-labels.
    </EmptyState>
  );
}

function useDatasets() {
  return useInfiniteQuery({
    queryKey: ["datasets"],
    queryFn: async ({ pageParam }): Promise<{ items: Dataset[]; next?: number | null }> => {
      const query = { after: pageParam, limit: PAGE };
      return (await listDatasets({ query, throwOnError: true })).data;
    },
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
}
