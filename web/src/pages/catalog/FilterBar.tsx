import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { DialogTrigger } from "react-aria-components";
import { listDatasets, listMetadataFields } from "../../api/gen";
import { Button, IconButton } from "../../ui/Button";
import { Popover } from "../../ui/Dialog";
import { CrossIcon, FilterIcon } from "../../ui/icons";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { SearchField } from "../../ui/TextField";
import styles from "./FilterBar.module.css";
import { MetadataConditions } from "./MetadataConditions";
import { MEDIA, mediaLabel } from "./medium";
import { ProjectFilter, useProjectName } from "./ProjectFilter";
import type { GridView } from "./RowGrid";
import { isNarrowed, NO_FILTER, type RowFilter } from "./row-filter";

const ANY = "any";
const STATES = [
  { id: "ready", label: "Ready" },
  { id: "pending", label: "Not looked at yet" },
  { id: "unreachable", label: "Cannot be reached" },
  { id: "unreadable", label: "Cannot be read" },
] as const;

export interface FilterBarProps {
  filter: RowFilter;
  onChange: (filter: RowFilter) => void;
  /** The dataset is that of the page. */
  isDatasetFixed?: boolean;
  view: GridView;
  onView: (view: GridView) => void;
}

/** What narrows a list of data rows: the words in front, everything else behind one button and as chips. */
export function FilterBar({ filter, onChange, isDatasetFixed = false, view, onView }: FilterBarProps) {
  const chips = useChips(filter, isDatasetFixed);
  const clear = () => onChange({ ...NO_FILTER, dataset: isDatasetFixed ? filter.dataset : null });
  return (
    <div className={styles.bar}>
      <div className={styles.search}>
        <KeySearch value={filter.key} onChange={(key) => onChange({ ...filter, key })} />
      </div>
      <DialogTrigger>
        <Button icon={FilterIcon}>{chips.length > 0 ? `Filter · ${chips.length}` : "Filter"}</Button>
        <Popover label="Filter" placement="bottom start">
          <Fields filter={filter} onChange={onChange} isDatasetFixed={isDatasetFixed} />
        </Popover>
      </DialogTrigger>
      <ul aria-label="Filters" className={styles.chips}>
        {chips.map((chip) => (
          <li key={chip.text} className={styles.chip}>
            <span>{chip.text}</span>
            <IconButton
              icon={CrossIcon}
              size="small"
              label={`Remove ${chip.text}`}
              onPress={() => onChange({ ...filter, ...chip.without })}
            />
          </li>
        ))}
        {isNarrowed(filter) && (
          <li>
            <Button tone="quiet" size="small" onPress={clear}>
              Clear
            </Button>
          </li>
        )}
      </ul>
      <Segmented
        label="View"
        value={view}
        onChange={onView}
        segments={[
          { id: "tiles", label: "Tiles" },
          { id: "list", label: "List" },
        ]}
      />
    </div>
  );
}

/** Asks a moment after the last key. */
function KeySearch({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => text !== value && onChange(text), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <SearchField
      label="Search by global key"
      placeholder="Global key begins with …"
      value={text}
      onChange={setText}
    />
  );
}

function Fields({ filter, onChange, isDatasetFixed }: Omit<FilterBarProps, "view" | "onView">) {
  const change = (part: Partial<RowFilter>) => onChange({ ...filter, ...part });
  const datasets = useDatasets(!isDatasetFixed);
  const { data: fields } = useQuery({ queryKey: ["metadata-fields"], queryFn: fetchFields });
  return (
    <div className={styles.fields}>
      {!isDatasetFixed && (
        <Select
          label="Dataset"
          value={filter.dataset ?? ANY}
          onChange={(id) => change({ dataset: id === ANY ? null : id })}
          choices={[{ id: ANY, label: "Any dataset" }, ...datasets]}
        />
      )}
      <div className={styles.pair}>
        <Select
          label="Media type"
          value={filter.medium ?? ANY}
          onChange={(id) => change({ medium: id === ANY ? null : (id as RowFilter["medium"]) })}
          choices={[{ id: ANY, label: "Any media type" }, ...MEDIA]}
        />
        <Select
          label="Media state"
          value={filter.state ?? ANY}
          onChange={(id) => change({ state: id === ANY ? null : (id as RowFilter["state"]) })}
          choices={[{ id: ANY, label: "In any state" }, ...STATES]}
        />
      </div>
      <MetadataConditions
        fields={fields ?? []}
        conditions={filter.metadata}
        onChange={(metadata) => change({ metadata })}
      />
      <ProjectFilter filter={filter} onChange={change} />
    </div>
  );
}

export async function fetchFields() {
  return (await listMetadataFields({ throwOnError: true })).data.items;
}

function useDatasets(isEnabled: boolean) {
  const { data } = useQuery({
    queryKey: ["datasets", "names"],
    queryFn: async () => (await listDatasets({ query: { limit: 1000 }, throwOnError: true })).data.items,
    enabled: isEnabled,
  });
  return (data ?? []).map(({ id, name }) => ({ id, label: name }));
}

interface Chip {
  text: string;
  without: Partial<RowFilter>;
}

/** What is asked for beside the search, in words. */
function useChips(filter: RowFilter, isDatasetFixed: boolean): Chip[] {
  const dataset = useDatasets(!isDatasetFixed && filter.dataset !== null).find(
    ({ id }) => id === filter.dataset,
  );
  const project = useProjectName(filter.project);
  const chips: Chip[] = [];
  if (!isDatasetFixed && filter.dataset) {
    chips.push({ text: dataset?.label ?? "Dataset", without: { dataset: null } });
  }
  if (filter.medium) {
    chips.push({ text: mediaLabel(filter.medium), without: { medium: null } });
  }
  const state = STATES.find(({ id }) => id === filter.state);
  if (state) {
    chips.push({ text: state.label, without: { state: null } });
  }
  for (const condition of filter.metadata) {
    const rest = filter.metadata.filter((one) => one !== condition);
    chips.push({ text: condition.replace(/([<>]?=)/, " $1 "), without: { metadata: rest } });
  }
  if (filter.project) {
    const without = {
      project: null,
      feature: null,
      minScore: null,
      maxScore: null,
      job: null,
      labelled: null,
    };
    chips.push({ text: `In ${project ?? "a project"}`, without });
    chips.push(...annotationChips(filter));
  }
  return chips;
}

function annotationChips(filter: RowFilter): Chip[] {
  const { feature, minScore, maxScore, job, labelled } = filter;
  const chips: Chip[] = [];
  if (feature) {
    chips.push({ text: `With ${feature}`, without: { feature: null } });
  }
  if (minScore !== null || maxScore !== null) {
    const text = `Score ${minScore ?? 0} to ${maxScore ?? 1}`;
    chips.push({ text, without: { minScore: null, maxScore: null } });
  }
  if (job) {
    chips.push({ text: "Touched by an import", without: { job: null } });
  }
  if (labelled !== null) {
    chips.push({ text: labelled ? "Labelled" : "Not labelled", without: { labelled: null } });
  }
  return chips;
}
