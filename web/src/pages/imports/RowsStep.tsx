import { Checkbox } from "../../ui/Checkbox";
import { DropZone } from "../../ui/DropZone";
import { count, countOf } from "../../ui/format";
import { ImageIcon } from "../../ui/icons";
import styles from "./imports.module.css";
import { matchPictures } from "./pictures";
import type { WizardDesk } from "./use-wizard";

/** What is done about data rows the file names and the project does not have. */
export function RowsStep({ desk, project }: { desk: WizardDesk; project: string | null }) {
  const { check, rows } = desk.wizard;
  if (!check) {
    return null;
  }
  const { present, joining_keys, joining_ids, missing_keys, missing_ids } = check.data_rows;
  const joining = joining_keys.length + joining_ids.length;
  const found = matchPictures(missing_keys, desk.pictures);
  const where = project === null ? "the new project" : "this project";
  const change = (changes: Partial<typeof rows>) => desk.dispatch({ type: "rows", rows: changes });
  return (
    <>
      <div>
        <h2 className={styles.heading}>Data rows</h2>
        <p className={styles.faint}>
          The file names {countOf(present + joining + missing_keys.length + missing_ids.length, "data row")};{" "}
          {count(present)} {present === 1 ? "is" : "are"} in {where} already. Rows about the others are
          rejected unless they come too.
        </p>
      </div>
      {joining > 0 && (
        <Checkbox
          isSelected={rows.joins}
          onChange={(joins) => change({ joins })}
          note={sample([...joining_keys, ...joining_ids])}
        >
          Add {countOf(joining, "data row")} of the catalog to {where}
        </Checkbox>
      )}
      {missing_keys.length > 0 && (
        <Checkbox isSelected={rows.makes} onChange={(makes) => change({ makes })} note={sample(missing_keys)}>
          Make {countOf(missing_keys.length, "data row")} that nobody has yet
        </Checkbox>
      )}
      {missing_keys.length > 0 && rows.makes && check.media_type === "image" && (
        <>
          <DropZone
            isCompact
            isMultiple
            allowsFolders
            icon={ImageIcon}
            accept={["image/*"]}
            title="Drop their pictures, or the folder they are in"
            hint="A picture belongs to the key that is its path, its name, or its name without ending."
            onFiles={(files) => desk.setPictures([...desk.pictures, ...files])}
          />
          <p className={styles.faint}>
            {found.size > 0
              ? `${count(found.size)} of ${count(missing_keys.length)} have a picture.`
              : "Without a picture a data row has no content: its annotations cannot be compared with its size."}
          </p>
        </>
      )}
      {missing_ids.length > 0 && (
        <p className={styles.faint}>
          {countOf(missing_ids.length, "id")} name no data row you know of ({sample(missing_ids)}). Their rows
          will be rejected.
        </p>
      )}
    </>
  );
}

function sample(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown} and ${count(names.length - 4)} more` : shown;
}
