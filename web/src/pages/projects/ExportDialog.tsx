import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listExportLosses, type Project } from "../../api/gen";
import { Button, LinkButton } from "../../ui/Button";
import { Checkbox, CheckboxGroup } from "../../ui/Checkbox";
import { Dialog } from "../../ui/Dialog";
import { ErrorState, Message, sentence } from "../../ui/ErrorState";
import { count } from "../../ui/format";
import { DownloadIcon, ExportIcon, SuccessIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Radio, RadioGroup } from "../../ui/RadioGroup";
import { Tag } from "../../ui/Tag";
import styles from "./projects.module.css";
import { projectKey } from "./use-project";

const FORMATS = [
  {
    id: "postil",
    name: "Postil",
    ending: "ndjson",
    note: "Everything, without loss: one data row per line.",
  },
  {
    id: "labelbox",
    name: "Labelbox annotation rows",
    ending: "ndjson",
    note: "One annotation per line, as imports take it.",
  },
  {
    id: "labelbox_export",
    name: "Labelbox export",
    ending: "ndjson",
    note: "Version 2: data rows with their labels, no pre-labels.",
  },
  {
    id: "label_studio",
    name: "Label Studio tasks",
    ending: "json",
    note: "A JSON array of tasks with annotations and predictions.",
  },
] as const;

type Format = (typeof FORMATS)[number]["id"];
type Purpose = "ground_truth" | "pre_label";

/** Opens the window that takes everything out of a project. */
export function ExportButton({ project }: { project: Project }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={ExportIcon} onPress={() => setOpen(true)}>
        Export
      </Button>
      {isOpen && <ExportDialog project={project} onClose={() => setOpen(false)} />}
    </>
  );
}

function ExportDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const [format, setFormat] = useState<Format>("postil");
  const [purposes, setPurposes] = useState<Purpose[]>(["ground_truth"]);
  const chosen = FORMATS.find(({ id }) => id === format);
  const isLabelsOnly = format === "labelbox_export";
  const wanted = isLabelsOnly ? (["ground_truth"] as Purpose[]) : purposes;
  const query = new URLSearchParams([
    ["format", format],
    ...wanted.map((one) => ["purpose", one] as [string, string]),
  ]);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Export ${project.name}`}
      footer={
        <>
          <Button onPress={onClose}>Close</Button>
          <LinkButton
            href={`/api/v1/projects/${project.id}/export?${query}`}
            download={`${project.name}.${chosen?.ending ?? "ndjson"}`}
            tone="primary"
            icon={DownloadIcon}
          >
            Download
          </LinkButton>
        </>
      }
    >
      <div className={styles.stack}>
        <RadioGroup label="Format" value={format} onChange={(value) => setFormat(value as Format)}>
          {FORMATS.map(({ id, name, note }) => (
            <Radio key={id} value={id} note={note}>
              {name}
            </Radio>
          ))}
        </RadioGroup>
        <CheckboxGroup
          label="What"
          value={wanted}
          isDisabled={isLabelsOnly}
          onChange={(values) => setPurposes(values as Purpose[])}
          error={wanted.length === 0 ? "choose at least one" : undefined}
        >
          <Checkbox value="ground_truth">Labels: submitted by people or imported as ground truth</Checkbox>
          <Checkbox value="pre_label">Pre-labels</Checkbox>
        </CheckboxGroup>
        {wanted.length > 0 && <Losses project={project} format={format} purposes={wanted} />}
      </div>
    </Dialog>
  );
}

function Losses({ project, format, purposes }: { project: Project; format: Format; purposes: Purpose[] }) {
  const losses = useQuery({
    queryKey: [...projectKey(project.id), "losses", format, purposes],
    queryFn: async () =>
      (
        await listExportLosses({
          path: { uid: project.id },
          query: { format, purpose: purposes },
          throwOnError: true,
        })
      ).data.items,
  });
  if (losses.isPending) {
    return <Loading label="Looking for what the format cannot carry" rows={1} />;
  }
  if (losses.isError) {
    return <ErrorState isCompact title="What would be lost is not known" error={losses.error} />;
  }
  if (losses.data.length === 0) {
    return (
      <p>
        <Tag tone="good" icon={SuccessIcon}>
          Nothing is lost
        </Tag>{" "}
        <span className={styles.faint}>This format carries all that is chosen.</span>
      </p>
    );
  }
  return (
    <div>
      <p>
        <Tag tone="warn">Not carried by this format</Tag>
      </p>
      <ul>
        {losses.data.map((loss) => (
          <li key={loss.code + loss.message} className={styles.entryPlain}>
            <span className="numeric">{count(loss.count ?? 1)} ×</span>{" "}
            <Message text={sentence(loss.message)} /> <code>{loss.code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
