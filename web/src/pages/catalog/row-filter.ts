import type { DataRow, ListDataRowsData, ListProjectRowsData } from "../../api/gen";
import { isMediaType } from "./medium";

type MediaState = DataRow["media_state"];

/** What a list of data rows is narrowed to. The second part is about what a project knows of them. */
export interface RowFilter {
  /** Id of a dataset; null for all. */
  dataset: string | null;
  key: string;
  medium: DataRow["media_type"] | null;
  state: MediaState | null;
  metadata: readonly string[];
  project: string | null;
  feature: string | null;
  minScore: number | null;
  maxScore: number | null;
  job: string | null;
  labelled: boolean | null;
}

export const NO_FILTER: RowFilter = {
  dataset: null,
  key: "",
  medium: null,
  state: null,
  metadata: [],
  project: null,
  feature: null,
  minScore: null,
  maxScore: null,
  job: null,
  labelled: null,
};

/** Whether anything but the dataset narrows the list. */
export function isNarrowed(filter: RowFilter): boolean {
  return toParams({ ...filter, dataset: null }).size > 0;
}

/** Reads a filter from the search part of an address. */
export function fromParams(params: URLSearchParams, dataset: string | null): RowFilter {
  const medium = params.get("medium");
  const state = params.get("state");
  const labelled = params.get("labelled");
  return {
    dataset: dataset ?? params.get("dataset"),
    key: params.get("key") ?? "",
    medium: medium && isMediaType(medium) ? medium : null,
    state: isMediaState(state) ? state : null,
    metadata: params.getAll("metadata"),
    project: params.get("project"),
    feature: params.get("feature"),
    minScore: score(params.get("min_score")),
    maxScore: score(params.get("max_score")),
    job: params.get("job"),
    labelled: labelled === null ? null : labelled === "true",
  };
}

/** Writes a filter into an address; what narrows nothing is left out, and what needs a project without one. */
export function toParams(filter: RowFilter): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | number | boolean | null) => {
    if (value !== null && value !== "") {
      params.set(name, String(value));
    }
  };
  set("dataset", filter.dataset);
  set("key", filter.key);
  set("medium", filter.medium);
  set("state", filter.state);
  for (const condition of filter.metadata) {
    params.append("metadata", condition);
  }
  set("project", filter.project);
  if (filter.project) {
    set("feature", filter.feature);
    set("min_score", filter.minScore);
    set("max_score", filter.maxScore);
    set("job", filter.job);
    set("labelled", filter.labelled);
  }
  return params;
}

/** The question to the catalog. */
export function catalogQuery(filter: RowFilter): NonNullable<ListDataRowsData["query"]> {
  return {
    dataset: filter.dataset ?? undefined,
    global_key_prefix: filter.key || undefined,
    media_type: filter.medium ?? undefined,
    media_state: filter.state ?? undefined,
    metadata: [...filter.metadata],
  };
}

/** The question to a project. */
export function projectQuery(filter: RowFilter): NonNullable<ListProjectRowsData["query"]> {
  const { dataset, global_key_prefix, media_type, media_state, metadata } = catalogQuery(filter);
  return {
    dataset,
    global_key_prefix,
    media_type,
    media_state,
    metadata,
    feature: filter.feature ?? undefined,
    min_score: filter.minScore ?? undefined,
    max_score: filter.maxScore ?? undefined,
    job: filter.job ?? undefined,
    has_label: filter.labelled ?? undefined,
  };
}

function isMediaState(text: string | null): text is MediaState {
  return text === "pending" || text === "ready" || text === "unreachable" || text === "unreadable";
}

function score(text: string | null): number | null {
  const value = text === null || text === "" ? Number.NaN : Number(text);
  return value >= 0 && value <= 1 ? value : null;
}
