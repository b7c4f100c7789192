import {
  createBatch,
  createDataset,
  createImport,
  createOntology,
  createProject,
  getImport,
  uploadDataRow,
} from "../../../api/gen";
import { preLabels } from "./pre-labels";
import { draw, SCENES } from "./scene";

const POLL_MS = 200;

/** What was made: where labeling begins, and the report of the import. */
export interface Example {
  project: string;
  imported: string;
}

/**
 * Makes the worked example through the interface everybody has: three pictures drawn here, an ontology, a project,
 * and an import of pre-labels one row of which is wrong.
 *
 * @param tell is told what is being done.
 */
export async function makeExample(tell: (doing: string) => void): Promise<Example> {
  tell("Drawing three streets");
  const { data: dataset } = await createDataset({
    body: { name: "Example: streets", description: "Drawn by the browser; delete it whenever you like." },
    throwOnError: true,
  });
  const suffix = dataset.id.slice(-6);
  const keyOf = (globalKey: string) => globalKey.replace("example/", `example-${suffix}/`);
  for (const scene of SCENES) {
    const query = { global_key: keyOf(scene.globalKey), media_type: "image" as const };
    await uploadDataRow({ path: { uid: dataset.id }, query, body: await draw(scene), throwOnError: true });
  }
  tell("Making an ontology and a project");
  const { data: ontology } = await createOntology({ body: ONTOLOGY, throwOnError: true });
  const { data: project } = await createProject({
    body: { name: "Example: streets", ontology: ontology.id },
    throwOnError: true,
  });
  const global_keys = SCENES.map((scene) => keyOf(scene.globalKey));
  await createBatch({
    path: { uid: project.id },
    body: { name: "streets", global_keys },
    throwOnError: true,
  });
  tell("Importing what a model says");
  const lines = preLabels().map((row) => {
    const globalKey = keyOf(row.dataRow.globalKey);
    return JSON.stringify({ ...row, dataRow: { globalKey } });
  });
  const { data: job } = await createImport({
    path: { uid: project.id },
    query: { name: "model.ndjson", source_name: "model.ndjson", purpose: "pre_label" },
    body: new Blob([`${lines.join("\n")}\n`]),
    throwOnError: true,
  });
  await untilEnded(job.id);
  return { project: project.id, imported: job.id };
}

async function untilEnded(uid: string): Promise<void> {
  for (;;) {
    const { data } = await getImport({ path: { uid }, throwOnError: true });
    if (data.state !== "queued" && data.state !== "running") {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const ONTOLOGY = {
  name: "Example: streets",
  features: [
    { name: "car", kind: "box" as const, color: "#d9480f" },
    { name: "person", kind: "box" as const, color: "#1971c2" },
    { name: "tree", kind: "box" as const, color: "#2f9e44" },
    {
      name: "weather",
      kind: "radio" as const,
      children: [
        { name: "sunny", kind: "option" as const },
        { name: "rainy", kind: "option" as const },
      ],
    },
  ],
};
