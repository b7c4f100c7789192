import { useState } from "react";
import { useNavigate } from "react-router";
import type { Project } from "../../api/gen";
import { keepDropped } from "../../shell/dropped";
import { Button } from "../../ui/Button";
import { ComboBox } from "../../ui/ComboBox";
import { Dialog } from "../../ui/Dialog";
import { DropZone } from "../../ui/DropZone";
import { ImportIcon } from "../../ui/icons";
import { FILE_HINT } from "../imports/import-words";
import styles from "./HomePage.module.css";

const NEW = "new";

/**
 * Takes a file of annotations, asks which project it is for, and opens the import there.
 *
 * Without projects the file is the beginning of one: what it needs is proposed from what is in it.
 */
export function ImportDrop({ projects }: { projects: readonly Project[] }) {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [chosen, setChosen] = useState<string | null>(projects[0]?.id ?? NEW);
  const go = (dropped: File, project: string) => {
    keepDropped([dropped]);
    navigate(project === NEW ? "/imports/new" : `/projects/${project}/import`);
  };
  const take = (dropped: File | undefined) => {
    if (dropped && projects.length === 0) {
      go(dropped, NEW);
    } else if (dropped) {
      setFile(dropped);
    }
  };
  const choices = [
    { id: NEW, label: "A new project", note: "Ontology and dataset are proposed from the file." },
    ...projects.map(({ id, name }) => ({ id, label: name })),
  ];
  return (
    <>
      <DropZone
        isCompact
        icon={ImportIcon}
        title="Drop a file of annotations"
        hint={FILE_HINT}
        onFiles={([dropped]) => take(dropped?.file)}
      />
      <Dialog
        isOpen={file !== null}
        onOpenChange={() => setFile(null)}
        size="small"
        title={`Import ${file?.name ?? ""}`}
        lead="Into which project? What it would change is shown before anything is stored."
        footer={
          <>
            <Button onPress={() => setFile(null)}>Cancel</Button>
            <Button
              tone="primary"
              lack={chosen === null ? "Choose a project" : null}
              onPress={() => file && chosen && go(file, chosen)}
            >
              Continue
            </Button>
          </>
        }
      >
        <div className={styles.form}>
          <ComboBox label="Project" choices={choices} value={chosen} onChange={setChosen} />
        </div>
      </Dialog>
    </>
  );
}
