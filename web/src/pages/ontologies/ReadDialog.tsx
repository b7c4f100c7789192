import { useState } from "react";
import type { CheckedOntology } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { DropZone } from "../../ui/DropZone";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { TextField } from "../../ui/TextField";
import { Refused } from "../catalog/OfferPreview";
import { type Draft, fromOntology } from "./draft";
import styles from "./OntologyEditor.module.css";
import { Preview } from "./Preview";
import { check } from "./use-check";

/** Reads an ontology from a file or pasted text: JSON of Labelbox or Postil, or a Label Studio configuration. */
export function ReadDialog({ onRead, onClose }: { onRead: (draft: Draft) => void; onClose: () => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<CheckedOntology | null>(null);
  const [error, setError] = useState<unknown>(null);
  const read = async (document: string, name = "") => {
    setError(null);
    try {
      setFound(await check(document, name));
    } catch (problem) {
      setError(problem);
    }
  };
  const issues = found?.issues ?? [];
  const isWrong = issues.some((issue) => (issue.severity ?? "error") === "error");
  return (
    <Dialog
      title="Read an ontology"
      lead="JSON of Labelbox or Postil, or the XML configuration of a Label Studio project."
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={found ? () => setFound(null) : onClose}>{found ? "Back" : "Cancel"}</Button>
          {found ? (
            <Button
              tone="primary"
              lack={found.ontology.features.length === 0 ? "It has no features" : null}
              onPress={() => {
                onRead(fromOntology(found.ontology));
                onClose();
              }}
            >
              {isWrong
                ? "Take it and correct it"
                : `Take ${countOf(found.ontology.features.length, "feature")}`}
            </Button>
          ) : (
            <Button
              tone="primary"
              lack={text.trim() === "" ? "Choose a file or paste a document" : null}
              onPress={() => read(text)}
            >
              Read
            </Button>
          )}
        </>
      }
    >
      {found ? (
        <div className={styles.found}>
          {issues.length > 0 && (
            <Refused
              lines={issues.map((issue) => ({
                where: issue.where?.line ? `line ${issue.where.line}` : issue.where?.pointer || issue.code,
                reason: issue.message,
                hint: issue.hint ?? "",
              }))}
            />
          )}
          <Preview ontology={found.ontology} />
        </div>
      ) : (
        <div className={styles.found}>
          <DropZone
            title="Drop a file"
            accept={[".json", ".xml", ".txt"]}
            isCompact
            onFiles={async ([dropped]) => dropped && read(await dropped.file.text(), dropped.file.name)}
          />
          <TextField label="Or paste it" rows={10} isCode value={text} onChange={setText} />
        </div>
      )}
      {error !== null && <ErrorState error={error} isCompact />}
    </Dialog>
  );
}
