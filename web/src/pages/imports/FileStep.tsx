import type { FileCheck } from "../../api/gen";
import { Message, sentence } from "../../ui/ErrorState";
import { count, countOf, fileSize } from "../../ui/format";
import { FileIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Select } from "../../ui/Select";
import { Tag } from "../../ui/Tag";
import { kindWord } from "../projects/words";
import { IssueList } from "./IssueList";
import styles from "./imports.module.css";
import type { WizardDesk } from "./use-wizard";

const FORMATS = [
  { id: "auto", label: "Found by content" },
  { id: "labelbox", label: "Labelbox annotation rows" },
  { id: "label_studio", label: "Label Studio tasks" },
  { id: "postil", label: "Postil rows" },
];

/** What the file is, why it was taken for that, and what is in it. */
export function FileStep({ desk, project }: { desk: WizardDesk; project: string | null }) {
  const { file, check, isChecking, format } = desk.wizard;
  return (
    <>
      <div className={styles.fileLine}>
        <FileIcon size={20} />
        <div>
          <strong>{file?.name}</strong>
          <span className={styles.faint}> {fileSize(file?.size ?? 0)}</span>
        </div>
      </div>
      {isChecking && <Loading label="Looking at the file" rows={3} />}
      {check && <Found check={check} project={project} />}
      {!isChecking && (
        <div className={styles.narrow}>
          <Select
            label="Format"
            hint="Say it yourself where the content was misread."
            choices={FORMATS}
            value={format ?? "auto"}
            onChange={(value) => desk.format(value === "auto" ? null : value)}
          />
        </div>
      )}
    </>
  );
}

function Found({ check, project }: { check: FileCheck; project: string | null }) {
  const { format } = check;
  if (format.name === null) {
    return (
      <div role="alert" className={styles.notice}>
        <strong>This file was not recognised.</strong>
        <p>
          <Message text={sentence(format.seen)} /> {format.hint && <Message text={sentence(format.hint)} />}
        </p>
      </div>
    );
  }
  return (
    <>
      <div>
        <p>
          <Tag tone="good">{format.title}</Tag>
        </p>
        <p className={styles.why}>
          Why: <Message text={sentence(format.seen).toString()} />
        </p>
      </div>
      <dl className={styles.facts}>
        <Fact name={check.is_whole ? "Rows" : "Rows looked at"} value={count(check.rows)} />
        <Fact name="Annotations" value={count(check.annotations)} />
        <Fact name="Unreadable rows" value={count(check.unreadable)} />
        <Fact
          name="Data rows"
          value={
            check.brings_rows
              ? "come with the file"
              : `${count(check.data_rows.present)} here, ${count(joining(check))} to add, ${count(missing(check))} unknown`
          }
        />
      </dl>
      {!check.is_whole && (
        <p className={styles.faint}>
          The first {fileSize(check.looked_at_bytes)} were looked at; the dry run reads all of it.
        </p>
      )}
      {check.features.length > 0 && (
        <div>
          <h2 className={styles.small}>
            {project === null ? "The ontology of the new project" : "Features it uses"}
          </h2>
          <ul className={styles.features}>
            {check.features.map((feature) => (
              <li key={feature.name}>
                <strong>{feature.name}</strong>{" "}
                <span className={styles.faint}>
                  {kindWord(feature.kind)}
                  {(feature.children?.length ?? 0) > 0 &&
                    `, ${countOf(feature.children?.length ?? 0, "part")}`}
                  {check.counts[feature.name] !== undefined &&
                    ` · ${count(check.counts[feature.name] ?? 0)} ×`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {Object.entries(check.misspelt).map(([wrong, right]) => (
        <p key={wrong} className={styles.faint}>
          “{wrong}” was left out: it is probably “{right}”, misspelt.
        </p>
      ))}
      <IssueList groups={check.issues} />
    </>
  );
}

const joining = ({ data_rows }: FileCheck) => data_rows.joining_keys.length + data_rows.joining_ids.length;
const missing = ({ data_rows }: FileCheck) => data_rows.missing_keys.length + data_rows.missing_ids.length;

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="numeric">{value}</dd>
    </div>
  );
}
