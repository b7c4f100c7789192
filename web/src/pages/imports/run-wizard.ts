import { checkFile, checkProjectFile, type FileCheck, getProject, type Import } from "../../api/gen";
import { findDataset, joinRows, makeProject, makeRows, saveRecipe } from "./arrange";
import type { Picture } from "./pictures";
import { sendFile, type Told } from "./send";
import type { Wizard } from "./wizard";

/** How much of a file is looked at before it is sent. */
export const LOOKED_AT = 8 * 1024 * 1024;

/** Has the server look at the beginning of a file. */
export async function lookAt(file: File, project: string | null, format: string | null): Promise<FileCheck> {
  const body = file.slice(0, LOOKED_AT);
  const query = {
    filename: file.name,
    ...(file.size > 0 ? { size: file.size } : {}),
    ...(format ? { format } : {}),
  };
  const answer =
    project === null
      ? await checkFile({ query, body, throwOnError: true })
      : await checkProjectFile({ path: { uid: project }, query, body, throwOnError: true });
  return answer.data;
}

/** Makes what is lacking and sends the file as a dry run. Done again after a failure, it goes on. */
export async function runWizard(
  wizard: Wizard,
  file: File,
  pictures: readonly Picture[],
  to: { project: string | null; onProject: (uid: string) => Promise<void> },
  told: Told,
): Promise<Import> {
  const { options, rows } = wizard;
  let check = wizard.check;
  if (check === null) {
    throw new Error("the file was not looked at yet");
  }
  let project = to.project;
  if (project === null) {
    told("Making the project", 0, 1);
    project = await makeProject(check, check.name);
    await to.onProject(project);
  } else {
    // What an attempt before this one has made is there by now.
    check = { ...(await lookAt(file, project, wizard.format)), names: check.names };
  }
  const { data } = await getProject({ path: { uid: project }, throwOnError: true });
  const makes = rows.makes && check.data_rows.missing_keys.length > 0;
  const dataset = makes || check.brings_rows ? await findDataset(data.name) : null;
  if (makes && dataset !== null) {
    await makeRows(check, dataset, pictures, told);
  }
  await joinRows(project, check, rows, check.name, told);
  const recipe = await saveRecipe(project, check, wizard.decisions);
  return sendFile(
    project,
    file,
    {
      ...options,
      source_name: file.name,
      format: check.format.name,
      dry_run: true,
      ...(recipe ? { recipe } : {}),
      ...(check.brings_rows && dataset ? { create_rows: true, dataset } : {}),
    },
    told,
  );
}
