import {
  createBatch,
  createDataRows,
  createDataset,
  createOntology,
  createProject,
  createRecipe,
  type FileCheck,
  listBatches,
  listDatasets,
  listOntologies,
  listProjects,
  uploadDataRow,
} from "../../api/gen";
import { ApiProblem } from "../../api/problem";
import { matchPictures, type Picture } from "./pictures";
import { type Decisions, rulesOf } from "./rules";
import type { Told } from "./send";
import type { RowChoices } from "./wizard";

const ROWS_AT_ONCE = 1_000;
const BATCH_ROWS = 20_000;

/** The name, or the first of `name (2)`, `name (3)` ... that nothing has. */
export function freeName(name: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  let free = name;
  for (let number = 2; used.has(free); number++) {
    free = `${name} (${number})`;
  }
  return free;
}

/** Makes a project for a file, with an ontology of what the file uses; returns its id. */
export async function makeProject(check: FileCheck, name: string): Promise<string> {
  const { data: ontologies } = await listOntologies({ query: { limit: 1000 }, throwOnError: true });
  const { data: ontology } = await createOntology({
    body: {
      name: freeName(
        name,
        ontologies.items.map((one) => one.name),
      ),
      media_type: check.media_type,
      features: check.features,
    },
    throwOnError: true,
  });
  const { data: projects } = await listProjects({ query: { limit: 1000 }, throwOnError: true });
  const { data: project } = await createProject({
    body: {
      name: freeName(
        name,
        projects.items.map((one) => one.name),
      ),
      media_type: check.media_type as "image",
      ontology: ontology.id,
    },
    throwOnError: true,
  });
  return project.id;
}

/** The dataset for new data rows: the one of this name, or a new one; returns its id. */
export async function findDataset(name: string): Promise<string> {
  const { data } = await listDatasets({ query: { name, limit: 1 }, throwOnError: true });
  const known = data.items[0];
  if (known !== undefined) {
    return known.id;
  }
  return (await createDataset({ body: { name }, throwOnError: true })).data.id;
}

/** Makes the data rows a file names and nobody has: with the pictures that were dropped, else without content. */
export async function makeRows(
  check: FileCheck,
  dataset: string,
  pictures: readonly Picture[],
  told: Told,
): Promise<void> {
  const keys = check.data_rows.missing_keys;
  const found = matchPictures(keys, pictures);
  let done = 0;
  for (const [key, { file }] of found) {
    told("Uploading pictures", done++, found.size);
    try {
      await uploadDataRow({
        path: { uid: dataset },
        query: { global_key: key },
        body: file,
        throwOnError: true,
      });
    } catch (error) {
      // Made by an earlier attempt that was interrupted: it is there, which is all that is wanted.
      if (!(error instanceof ApiProblem && error.status === 409)) {
        throw error;
      }
    }
  }
  const empty = keys.filter((key) => !found.has(key));
  for (let at = 0; at < empty.length; at += ROWS_AT_ONCE) {
    told("Making data rows", at, empty.length);
    const rows = empty.slice(at, at + ROWS_AT_ONCE).map((global_key) => ({
      global_key,
      media_type: check.media_type as "image",
    }));
    await createDataRows({ path: { uid: dataset }, body: { rows }, throwOnError: true });
  }
}

/** Adds the data rows a file names to the project, in batches named after the file. */
export async function joinRows(
  project: string,
  check: FileCheck,
  choices: RowChoices,
  name: string,
  told: Told,
): Promise<void> {
  const { joining_keys, joining_ids, missing_keys } = check.data_rows;
  const keys = [...(choices.joins ? joining_keys : []), ...(choices.makes ? missing_keys : [])];
  const ids = choices.joins ? joining_ids : [];
  const total = keys.length + ids.length;
  if (total === 0) {
    return;
  }
  const { data } = await listBatches({ path: { uid: project }, query: { limit: 1000 }, throwOnError: true });
  const taken = new Set(data.items.map((batch) => batch.name));
  for (let at = 0; at < Math.max(keys.length, ids.length); at += BATCH_ROWS) {
    told("Adding data rows to the project", at, total);
    const free = freeName(name, taken);
    taken.add(free);
    const part = [at, at + BATCH_ROWS] as const;
    await createBatch({
      path: { uid: project },
      body: { name: free, global_keys: keys.slice(...part), data_rows: ids.slice(...part) },
      throwOnError: true,
    });
  }
}

/** Saves what was decided about names as a recipe of the project; returns its id, null when there is nothing. */
export async function saveRecipe(
  project: string,
  check: FileCheck,
  decisions: Decisions,
): Promise<string | null> {
  const features = check.names === null ? {} : rulesOf(check.names, decisions);
  if (Object.keys(features).length === 0) {
    return null;
  }
  const { data } = await createRecipe({
    path: { uid: project },
    body: { name: check.name, features },
    throwOnError: true,
  });
  return data.id;
}
