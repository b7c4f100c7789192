import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { listOntologies, type Ontology } from "../../api/gen";
import { Button, LinkButton } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { OntologyIcon, PlusIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Page, Section } from "../../ui/Page";
import { Table, type TableColumn } from "../../ui/Table";
import { Swatch } from "../../ui/Tag";
import { mediaLabel } from "../catalog/medium";
import styles from "./OntologiesPage.module.css";
import { countsOf } from "./OntologyEditor";
import { TemplateGallery } from "./TemplateGallery";

const COLUMNS: TableColumn<Ontology>[] = [
  { id: "name", title: "Name", cell: (one) => <strong>{one.name}</strong>, isRowHeader: true },
  { id: "medium", title: "Media type", cell: (one) => mediaLabel(one.media_type) },
  { id: "features", title: "Features", cell: (one) => <Features ontology={one} /> },
  {
    id: "version",
    title: "Version",
    cell: (one) => <span className="numeric">{one.version}</span>,
    align: "end",
  },
];

/** The ontologies there are, and templates to begin with. */
export default function OntologiesPage() {
  const navigate = useNavigate();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["ontologies"],
    queryFn: async ({ pageParam }): Promise<{ items: Ontology[]; next?: number | null }> =>
      (await listOntologies({ query: { after: pageParam, limit: 100 }, throwOnError: true })).data,
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  const ontologies = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Ontologies"
      lead="An ontology says what can be drawn, which questions are asked, and what may be answered."
      actions={
        <LinkButton tone="primary" icon={PlusIcon} href="/ontologies/new">
          New ontology
        </LinkButton>
      }
    >
      {error && <ErrorState error={error} title="The ontologies could not be loaded" onRetry={refetch} />}
      {!data && !error && <Loading label="Loading ontologies" />}
      {data && ontologies.length === 0 && (
        <EmptyState icon={OntologyIcon} title="No ontologies yet">
          Begin with one of the templates below, or make your own.
        </EmptyState>
      )}
      {ontologies.length > 0 && (
        <Table
          label="Ontologies"
          columns={COLUMNS}
          rows={ontologies}
          rowKey={(one) => one.id}
          rowHref={(one) => `/ontologies/${one.id}`}
        />
      )}
      {hasNextPage && (
        <Button isPending={isFetchingNextPage} onPress={() => fetchNextPage()}>
          Show more
        </Button>
      )}
      <Section
        title="Templates"
        lead="Each has a sample task with pre-labels. Trying one makes a dataset, an ontology and a project, and opens the editor."
      >
        <TemplateGallery onUse={({ id }) => navigate(`/ontologies/new?template=${id}`)} />
      </Section>
    </Page>
  );
}

const SHOWN = 6;

function Features({ ontology }: { ontology: Ontology }) {
  const colored = ontology.features.filter((one) => one.color).slice(0, SHOWN);
  return (
    <span className={styles.features}>
      <span>{countsOf(ontology.features) || "None"}</span>
      {colored.map((one) => (
        <Swatch key={one.name + one.kind} color={one.color} />
      ))}
    </span>
  );
}
