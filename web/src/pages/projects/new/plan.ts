import {
  createBatch,
  createOntology,
  createProject,
  type DataRow,
  type Issue,
  type NewBatch,
} from "../../../api/gen";
import type { RowFilter } from "../../catalog/row-filter";
import { allIds } from "../../catalog/rows";
import { MAX_BATCH } from "../../catalog/SendDialog";
import { isNothing, isPicked, type Selection } from "../../catalog/selection";
import { type Draft, missingOf, toOntology } from "../../ontologies/draft";

export type StepId = "project" | "ontology" | "rows" | "batch";

/** Everything that was decided on the way to a new project; nothing of it is made before the end. */
export interface Plan {
  name: string;
  description: string;
  mediaType: DataRow["media_type"];
  ontology: { from: "existing"; id: string | null } | { from: "new" } | { from: "none" };
  rows: { filter: RowFilter; selection: Selection };
  batch: string;
  priority: number;
}

/** What was made already: a second attempt goes on behind it. */
export interface Made {
  ontology?: string;
  project?: string;
  batches: number;
}

/** A step that failed, and why. */
export class StepError extends Error {
  readonly step: StepId;
  readonly problem: unknown;

  constructor(step: StepId, problem: unknown) {
    super(problem instanceof Error ? problem.message : String(problem));
    this.step = step;
    this.problem = problem;
  }
}

/** What keeps a step from being left, in words; null when it is done. */
export function missing(
  plan: Plan,
  draft: Draft,
  step: StepId,
  issues: readonly Issue[] = [],
): string | null {
  if (step === "project") {
    return plan.name.trim() === "" ? "Give the project a name" : null;
  }
  if (step === "ontology") {
    if (plan.ontology.from === "existing") {
      return plan.ontology.id === null ? "Choose an ontology" : null;
    }
    return plan.ontology.from === "new" ? missingOf(draft, issues) : null;
  }
  if (step === "batch") {
    return !isNothing(plan.rows.selection) && plan.batch.trim() === "" ? "Give the batch a name" : null;
  }
  return null;
}

/**
 * Makes everything in its order. What was made before something failed is kept in `made`, so that trying again makes
 * nothing twice.
 *
 * @throws {StepError} the step whose decisions were refused.
 */
export async function carryOut(
  plan: Plan,
  draft: Draft,
  made: Made,
  onProgress: (words: string) => void,
): Promise<string> {
  const ontology = await at("ontology", async () => {
    if (plan.ontology.from === "new" && !made.ontology) {
      onProgress("Making the ontology …");
      made.ontology = (await createOntology({ body: toOntology(draft), throwOnError: true })).data.id;
    }
    return plan.ontology.from === "existing" ? plan.ontology.id : made.ontology;
  });
  const project = await at("project", async () => {
    onProgress("Making the project …");
    const { name, description, mediaType } = plan;
    const body = { name: name.trim(), description, media_type: mediaType, ontology };
    made.project ??= (await createProject({ body, throwOnError: true })).data.id;
    return made.project;
  });
  if (!isNothing(plan.rows.selection)) {
    await at("batch", () => sendRows(plan, project, made, onProgress));
  }
  return project;
}

async function at<T>(step: StepId, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (problem) {
    throw new StepError(step, problem);
  }
}

async function sendRows(
  plan: Plan,
  project: string,
  made: Made,
  onProgress: (words: string) => void,
): Promise<void> {
  let ids: string[] = [];
  let found = 0;
  let no = 0;
  const send = async (data_rows: string[]) => {
    no += 1;
    if (no > made.batches) {
      const name = no === 1 ? plan.batch.trim() : `${plan.batch.trim()} (${no})`;
      const body: NewBatch = { name, priority: plan.priority, data_rows };
      await createBatch({ path: { uid: project }, body, throwOnError: true });
      made.batches = no;
    }
  };
  for await (const page of picked(plan.rows)) {
    found += page.length;
    onProgress(`Collecting data rows … ${found.toLocaleString("en")}`);
    ids = ids.concat(page);
    while (ids.length >= MAX_BATCH) {
      await send(ids.splice(0, MAX_BATCH));
    }
  }
  if (ids.length > 0) {
    await send(ids);
  }
}

async function* picked({ filter, selection }: Plan["rows"]): AsyncGenerator<string[]> {
  if (selection.mode === "some") {
    yield [...selection.ids];
    return;
  }
  for await (const page of allIds(filter)) {
    yield page.filter((id) => isPicked(selection, id));
  }
}
