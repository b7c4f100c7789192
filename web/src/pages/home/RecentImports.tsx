import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listAllImports, type Project } from "../../api/gen";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ImportIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Card, Section } from "../../ui/Page";
import { ImportTable } from "../imports/ImportTable";
import { isUnderWay } from "../imports/import-words";

const SHOWN = 8;
const POLL_MS = 2_000;

/** The last imports of all projects; it follows those that still run. */
export function RecentImports({ projects }: { projects: readonly Project[] }) {
  const imports = useQuery({
    queryKey: ["imports", "recent"],
    queryFn: async () => (await listAllImports({ query: { limit: SHOWN }, throwOnError: true })).data.items,
    refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? POLL_MS : false),
  });
  const names = useMemo(() => new Map(projects.map(({ id, name }) => [id, name])), [projects]);
  return (
    <Section title="Recent imports">
      {imports.error && !imports.data && (
        <ErrorState
          title="The imports could not be loaded"
          error={imports.error}
          onRetry={() => void imports.refetch()}
        />
      )}
      {imports.isLoading && <Loading label="Loading the imports" />}
      {imports.data?.length === 0 && (
        <Card>
          <EmptyState icon={ImportIcon} title="Nothing was imported yet">
            Drop a file of annotations above, or use <code>postil import FILE</code>. What became of every row
            is told here.
          </EmptyState>
        </Card>
      )}
      {imports.data && imports.data.length > 0 && (
        <ImportTable label="Recent imports" imports={imports.data} projects={names} />
      )}
    </Section>
  );
}
