import {
  createBatch,
  createDataRows,
  createDataset,
  createImport,
  createOntology,
  createProject,
  type DataRow,
  listOntologies,
  uploadDataRow,
} from "../../../api/gen";
import { ApiProblem } from "../../../api/problem";
import { PICTURES, type Sample, type Template } from ".";

type MediaType = DataRow["media_type"];

/** What has been done so far, in words. */
export type Progress = (words: string) => void;

/**
 * Makes everything a template needs to be tried: a dataset of its samples, its ontology, a project with a batch, and
 * pre-labels. Returns the project. What it makes is named after the moment, so that it can be tried again.
 */
export async function tryTemplate(template: Template, onProgress: Progress): Promise<string> {
  const mark = Date.now().toString(36);
  onProgress("Adding the samples …");
  const { data: dataset } = await createDataset({
    body: { name: `${template.title}: samples`, description: "Made by trying a template." },
    throwOnError: true,
  });
  const keyed = template.samples.map((sample) => ({ sample, key: `sample-${mark}/${sample.name}` }));
  const rows = await Promise.all(
    keyed.map(({ sample, key }) => addSample(dataset.id, sample, key, template.media_type as MediaType)),
  );
  onProgress("Making ontology and project …");
  const ontology = await ensureOntology(template);
  const { data: project } = await createProject({
    body: {
      name: `${template.title} (trial)`,
      description: "Made by trying a template.",
      ontology,
      media_type: template.media_type as MediaType,
    },
    throwOnError: true,
  });
  const path = { uid: project.id };
  await createBatch({ path, body: { name: "Samples", data_rows: rows, priority: 1 }, throwOnError: true });
  onProgress("Importing the pre-labels …");
  const lines = keyed.map(({ sample, key }) => JSON.stringify(preLabels(sample, key)));
  const query = {
    name: "Samples of the template",
    source_name: `${template.id}.ndjson`,
    format: "postil",
  } as const;
  const body = new Blob([`${lines.join("\n")}\n`]);
  const { data: job } = await createImport({ path, query, body, throwOnError: true });
  if (job.error) {
    throw new ApiProblem({
      status: 422,
      detail: job.error.message,
      hint: job.error.hint,
      code: job.error.code,
    });
  }
  return project.id;
}

function preLabels(sample: Sample, key: string) {
  const data_row = { assets: [], global_key: key };
  return { postil: 1, data_row, bundles: [{ annotations: sample.annotations }] };
}

async function addSample(
  dataset: string,
  sample: Sample,
  key: string,
  media_type: MediaType,
): Promise<string> {
  const path = { uid: dataset };
  const picture = sample.file && PICTURES[sample.file];
  if (picture) {
    const body = await (await fetch(picture)).blob();
    const query = { global_key: key, media_type };
    return (await uploadDataRow({ path, query, body, throwOnError: true })).data.id;
  }
  const rows = [{ global_key: key, media_type, inline: sample.text ?? sample.json }];
  const { data } = await createDataRows({ path, body: { rows }, throwOnError: true });
  const [outcome] = data.outcomes;
  if (!outcome?.id) {
    const issue = outcome?.issues?.[0];
    throw new ApiProblem({
      status: 400,
      detail: issue?.message ?? "the sample was not made",
      hint: issue?.hint,
    });
  }
  return outcome.id;
}

/** The ontology of a template: one of its name that is the same already, or a new one of a free name. */
async function ensureOntology(template: Template): Promise<string> {
  const { name } = template.ontology;
  for (let no = 1; ; no += 1) {
    const body = { ...template.ontology, name: no === 1 ? name : `${name} ${no}` };
    try {
      return (await createOntology({ body, throwOnError: true })).data.id;
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.status !== 409) {
        throw problem;
      }
      const known = await ontologyNamed(body.name);
      if (known && isSame(known.features, template.ontology.features)) {
        return known.id;
      }
    }
  }
}

async function ontologyNamed(name: string) {
  const { data } = await listOntologies({ query: { limit: 1000 }, throwOnError: true });
  return data.items.find((one) => one.name === name);
}

interface Named {
  name: string;
  kind: string;
  children?: Named[];
}

function isSame(one: readonly Named[], other: readonly Named[]): boolean {
  return (
    one.length === other.length &&
    one.every((feature, at) => {
      const twin = other[at];
      return (
        twin?.name === feature.name &&
        twin.kind === feature.kind &&
        isSame(feature.children ?? [], twin.children ?? [])
      );
    })
  );
}
