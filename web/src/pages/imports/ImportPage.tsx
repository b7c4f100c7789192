import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { getImport, type ImportDetail } from "../../api/gen";
import { ErrorState, Message, sentence } from "../../ui/ErrorState";
import { count, countOf, fileSize } from "../../ui/format";
import { Loading } from "../../ui/Loading";
import { Card, Page, Section } from "../../ui/Page";
import { Tag } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import { projectKey, useProject } from "../projects/use-project";
import { PURPOSES } from "../projects/words";
import { DiffPart } from "./DiffPart";
import { ImportActions } from "./ImportActions";
import { IssuesPart } from "./IssuesPart";
import { importTag, isUnderWay, OUTCOMES } from "./import-words";
import styles from "./imports.module.css";
import { ProgressPart } from "./ProgressPart";
import { StandingPart } from "./StandingPart";
import { JobSteps } from "./Steps";

const OFTEN_MS = 700;
const SELDOM_MS = 3_000;

/** Asks for an import, again and again while it goes on. */
export function useImport(uid: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ["import", uid],
    queryFn: async () => {
      const { data } = await getImport({ path: { uid }, throwOnError: true });
      const before = queries.getQueryData<ImportDetail>(["import", uid]);
      if (before !== undefined && before.state !== data.state) {
        queries.invalidateQueries({ queryKey: projectKey(data.project ?? "") });
      }
      return data;
    },
    refetchInterval: ({ state: { data } }) =>
      data === undefined ? false : isUnderWay(data) ? OFTEN_MS : data.is_complete ? false : SELDOM_MS,
  });
}

/** One import: how far it is, what it changes or has changed, what is wrong, and how to take it back. */
export default function ImportPage() {
  const { uid = "" } = useParams();
  const job = useImport(uid);
  const project = useProject(job.data?.project ?? "");
  if (job.data === undefined) {
    return (
      <Page title="Import">
        {job.isError ? (
          <ErrorState title="The import could not be loaded" error={job.error} onRetry={job.refetch} />
        ) : (
          <Loading label="Loading the import" />
        )}
      </Page>
    );
  }
  const { label, tone } = importTag(job.data);
  const crumbs = job.data.project
    ? [
        { label: "Projects", to: "/projects" },
        { label: project.data?.name ?? "Project", to: `/projects/${job.data.project}` },
        { label: "Import annotations", to: `/projects/${job.data.project}/import` },
      ]
    : [];
  return (
    <Page
      title={job.data.name}
      heading={
        <span className={styles.title}>
          {job.data.name} <Tag tone={tone}>{label}</Tag>
        </span>
      }
      crumbs={crumbs}
      lead={<About job={job.data} />}
      actions={<ImportActions job={job.data} />}
    >
      <Parts job={job.data} />
    </Page>
  );
}

function About({ job }: { job: ImportDetail }) {
  return (
    <>
      {PURPOSES[job.purpose]} from {job.source_name || "a source without a name"},{" "}
      {fileSize(job.source_bytes)}, {job.policy === "atomic" ? "all rows or none" : "row by row"}
      {job.created_by && ` · ${job.created_by}`} · <Time at={job.created_at} />
    </>
  );
}

function Parts({ job }: { job: ImportDetail }) {
  const isOver = !isUnderWay(job);
  const isPublished = job.state === "finished";
  return (
    <div className={styles.sections}>
      {job.is_dry_run && <JobSteps isReport={job.state !== "staged" && isOver} />}
      {job.error && (
        <div role="alert" className={styles.notice}>
          <strong>Refused as a whole: nothing was imported.</strong>
          <p>
            <Message text={sentence(job.error.message)} />{" "}
            {job.error.hint && <Message text={sentence(job.error.hint)} />} <code>{job.error.code}</code>
          </p>
        </div>
      )}
      {job.is_interrupted && (
        <div role="alert" className={styles.notice}>
          <strong>Nobody works on this import.</strong>
          <p>
            {job.interruption ? (
              <Message text={sentence(job.interruption)} />
            ) : (
              "What stopped it is not known."
            )}{" "}
            Everything up to the last step is kept: resume it.
          </p>
        </div>
      )}
      {!isOver && <ProgressPart job={job} />}
      <Outcomes job={job} />
      {job.recipe && <Recipe job={job} />}
      {isOver && (isPublished || job.state === "staged") && <DiffPart job={job} />}
      {job.accounted > 0 && <IssuesPart job={job} />}
      {isPublished && <StandingPart job={job} />}
    </div>
  );
}

function Outcomes({ job }: { job: ImportDetail }) {
  const isRefused = job.state === "failed" || job.state === "cancelled";
  const title = job.state === "staged" ? "What the rows would do" : "What became of the rows";
  const lead =
    job.state === "staged" ? "A dry run: nothing has changed. Commit publishes exactly this." : undefined;
  return (
    <Section title={title} lead={isRefused ? "What was found; nothing of it was imported." : lead}>
      <Card>
        <dl className={styles.outcomes}>
          {OUTCOMES.map(({ id, label, text, tone }) => {
            const value = job.counts[id] ?? 0;
            return (
              <div
                key={id}
                className={styles.outcome}
                data-tone={value > 0 ? tone : undefined}
                data-zero={value === 0 || undefined}
              >
                <dt>{label}</dt>
                <dd className="numeric">{count(value)}</dd>
                <dd>{text}</dd>
              </div>
            );
          })}
        </dl>
        <p className={styles.sum}>
          = <strong className="numeric">{countOf(job.counts.read ?? 0, "row")}</strong> read, each counted
          once
          {(job.counts.warnings ?? 0) > 0 && `, ${countOf(job.counts.warnings ?? 0, "remark")} among them`}
          {(job.counts.removed ?? 0) > 0 && `; ${countOf(job.counts.removed ?? 0, "annotation")} removed`}.
        </p>
      </Card>
    </Section>
  );
}

function Recipe({ job }: { job: ImportDetail }) {
  const uses = job.recipe?.uses ?? [];
  return (
    <Section title={`Names: recipe “${job.recipe?.name}”, version ${job.recipe?.version}`}>
      <ul>
        {uses.map((use) => (
          <li key={use.place.join("/")}>
            <strong>{use.place.join(" › ")}</strong> → {use.to ?? "left out"}{" "}
            <span className={styles.faint}>{countOf(use.count, "time")}</span>
          </li>
        ))}
        {uses.length === 0 && <li className={styles.faint}>None of its rules was used.</li>}
      </ul>
    </Section>
  );
}
