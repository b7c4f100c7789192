import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { createDataset } from "../../api/gen";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { type DroppedFile, DropZone } from "../../ui/DropZone";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { TextField } from "../../ui/TextField";
import styles from "./dialogs.module.css";
import { fetchFields } from "./FilterBar";
import { IntakeProgress } from "./IntakeProgress";
import { Intake } from "./intake";
import { OfferPreview } from "./OfferPreview";
import { isEmpty, type KeyFrom, keyOf, NO_OFFER, type Offer, rowCount, sortDropped } from "./offer";

export interface IntakeDialogProps {
  /** Where the data rows go; without it, a dataset is made. */
  dataset?: { id: string; name: string };
  /** Files that were dropped on the page already. */
  dropped?: readonly DroppedFile[];
  onClose: () => void;
}

/** Takes files, folders and lists of URLs in: shows what was understood, then sends it. */
export function IntakeDialog({ dataset, dropped = [], onClose }: IntakeDialogProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(() => suggestedName(dropped));
  const [offer, setOffer] = useState<Offer>(NO_OFFER);
  const [from, setFrom] = useState<KeyFrom>("path");
  const [target, setTarget] = useState<{ id: string; name: string } | null>(null);
  const [intake] = useState(() => new Intake());
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const { data: fields } = useQuery({ queryKey: ["metadata-fields"], queryFn: fetchFields });
  const add = async (files: readonly DroppedFile[]) => {
    if (name === "") {
      setName(suggestedName(files));
    }
    const known = fields ?? (await fetchFields());
    setOffer(await sortDropped(files, known, offer));
  };
  const isTaken = useRef(false);
  useEffect(() => {
    if (dropped.length > 0 && !isTaken.current) {
      isTaken.current = true;
      void add(dropped);
    }
  });
  const begin = async () => {
    setPending(true);
    setError(null);
    try {
      const made = dataset ?? (await createDataset({ body: { name: name.trim() }, throwOnError: true })).data;
      for (const file of offer.files) {
        intake.addFile(file, keyOf(file.path, from));
      }
      for (const { name: list, list: read } of offer.lists) {
        intake.addRows(list, read.rows);
      }
      intake.start(made.id);
      setTarget({ id: made.id, name: made.name });
    } catch (problem) {
      setError(problem);
    }
    setPending(false);
  };
  const leave = async () => {
    intake.stop();
    onClose();
    await queries.invalidateQueries();
  };
  if (target) {
    const open = async () => {
      await leave();
      await navigate(`/catalog/${target.id}`);
    };
    return <IntakeProgress intake={intake} dataset={target} isNew={!dataset} onLeave={leave} onOpen={open} />;
  }
  return (
    <Dialog
      title={dataset ? `Add data rows to “${dataset.name}”` : "New dataset"}
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            tone="primary"
            isPending={isPending}
            lack={lackOf(dataset !== undefined, name, offer)}
            onPress={begin}
          >
            {isEmpty(offer)
              ? dataset
                ? "Add data rows"
                : "Create empty dataset"
              : `${dataset ? "Add" : "Create with"} ${countOf(rowCount(offer), "data row")}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {!dataset && (
          <TextField label="Name" value={name} onChange={setName} placeholder="street scenes" autoFocus />
        )}
        <DropZone
          title={isEmpty(offer) ? "Drop files, a folder, or a CSV of URLs" : "Drop more"}
          hint={
            isEmpty(offer)
              ? "Images, texts, PDF, audio, video, HTML, DICOM, conversations as JSON"
              : undefined
          }
          isMultiple
          allowsFolders
          isCompact={!isEmpty(offer)}
          onFiles={add}
        />
        <OfferPreview offer={offer} from={from} onFrom={setFrom} onClear={() => setOffer(NO_OFFER)} />
        {error !== null && <ErrorState error={error} title="Nothing was made" isCompact />}
      </div>
    </Dialog>
  );
}

function lackOf(isThere: boolean, name: string, offer: Offer): string | null {
  if (!isThere) {
    return name.trim() === "" ? "Give the dataset a name" : null;
  }
  return isEmpty(offer) ? "Drop or choose something to add" : null;
}

/** The folder everything lay in, or the name of the only file. */
function suggestedName(files: readonly DroppedFile[]): string {
  const folders = new Set(files.map(({ path }) => (path.includes("/") ? path.split("/")[0] : "")));
  const [folder] = folders;
  if (folders.size === 1 && folder) {
    return folder;
  }
  return files.length === 1 ? (files[0]?.file.name.replace(/\.[^.]+$/, "") ?? "") : "";
}
