import { useQuery } from "@tanstack/react-query";
import { getOntology, getProject, listImports, listProjects } from "../../api/gen";
import { NumberField } from "../../ui/NumberField";
import { Select } from "../../ui/Select";
import styles from "./FilterBar.module.css";
import type { RowFilter } from "./row-filter";

const ANY = "any";
const LABELLED = { any: null, yes: true, no: false } as const;

/** Conditions on what a project says of data rows: one project is chosen first. */
export function ProjectFilter({
  filter,
  onChange,
}: {
  filter: RowFilter;
  onChange: (part: Partial<RowFilter>) => void;
}) {
  const { data: projects } = useQuery({
    queryKey: ["projects", "names"],
    queryFn: async () => (await listProjects({ query: { limit: 1000 }, throwOnError: true })).data.items,
  });
  const choose = (id: string) =>
    onChange({
      project: id === ANY ? null : id,
      feature: null,
      job: null,
      labelled: null,
      minScore: null,
      maxScore: null,
    });
  return (
    <fieldset className={styles.group}>
      <legend>What a project says of them</legend>
      <Select
        label="Project"
        value={filter.project ?? ANY}
        onChange={choose}
        choices={[
          { id: ANY, label: "In any project or none" },
          ...(projects ?? []).map(({ id, name }) => ({ id, label: name })),
        ]}
      />
      {filter.project && <Said project={filter.project} filter={filter} onChange={onChange} />}
    </fieldset>
  );
}

function Said({
  project,
  filter,
  onChange,
}: {
  project: string;
  filter: RowFilter;
  onChange: (part: Partial<RowFilter>) => void;
}) {
  const { data: features } = useQuery({
    queryKey: ["project-features", project],
    queryFn: () => fetchFeatures(project),
  });
  const { data: jobs } = useQuery({
    queryKey: ["imports", project, "names"],
    queryFn: async () =>
      (await listImports({ path: { uid: project }, query: { limit: 200 }, throwOnError: true })).data.items,
  });
  const labelled = filter.labelled === null ? "any" : filter.labelled ? "yes" : "no";
  const feature = filter.feature ?? ANY;
  return (
    <>
      <div className={styles.pair}>
        <Select
          label="Feature"
          value={feature}
          onChange={(id) => onChange({ feature: id === ANY ? null : id })}
          choices={[
            { id: ANY, label: "Any or none" },
            ...(features ?? []).map((name) => ({ id: name, label: name })),
          ]}
        />
        <Select
          label="Label"
          value={labelled}
          onChange={(id) => onChange({ labelled: LABELLED[id] })}
          choices={[
            { id: "any", label: "With or without" },
            { id: "yes", label: "Labelled" },
            { id: "no", label: "Not labelled" },
          ]}
        />
      </div>
      <div className={styles.pair}>
        <Score label="Score from" value={filter.minScore} onChange={(minScore) => onChange({ minScore })} />
        <Score label="to" value={filter.maxScore} onChange={(maxScore) => onChange({ maxScore })} />
      </div>
      <Select
        label="Touched by the import"
        value={filter.job ?? ANY}
        onChange={(id) => onChange({ job: id === ANY ? null : id })}
        choices={[
          { id: ANY, label: "Any or none" },
          ...(jobs ?? []).map(({ id, name }) => ({ id, label: name })),
        ]}
      />
    </>
  );
}

function Score(props: { label: string; value: number | null; onChange: (value: number | null) => void }) {
  return (
    <NumberField
      label={props.label}
      minValue={0}
      maxValue={1}
      step={0.05}
      value={props.value ?? Number.NaN}
      onChange={(value) => props.onChange(Number.isNaN(value) ? null : value)}
    />
  );
}

async function fetchFeatures(uid: string): Promise<string[]> {
  const { data: project } = await getProject({ path: { uid }, throwOnError: true });
  if (!project.ontology) {
    return [];
  }
  const { data } = await getOntology({ path: { uid: project.ontology }, throwOnError: true });
  return [...new Set(data.features.map((feature) => feature.name))];
}

/** The name of a project, as soon as it is known. */
export function useProjectName(uid: string | null): string | null {
  const { data } = useQuery({
    queryKey: ["project-name", uid],
    queryFn: async () => (await getProject({ path: { uid: uid as string }, throwOnError: true })).data,
    enabled: uid !== null,
  });
  return data?.name ?? null;
}
