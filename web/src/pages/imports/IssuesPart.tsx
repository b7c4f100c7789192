import { useQuery } from "@tanstack/react-query";
import { type ImportDetail, listImportFailures, listImportIssues } from "../../api/gen";
import { LinkButton } from "../../ui/Button";
import { Disclosure } from "../../ui/Disclosure";
import { ErrorState, Message, sentence } from "../../ui/ErrorState";
import { count, countOf } from "../../ui/format";
import { DownloadIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Card, Section } from "../../ui/Page";
import { Table } from "../../ui/Table";
import { IssueList } from "./IssueList";
import { issuesLead } from "./import-words";
import styles from "./imports.module.css";

/** What is wrong, identical issues together, and the rejected rows to be mended. */
export function IssuesPart({ job }: { job: ImportDetail }) {
  const groups = useQuery({
    queryKey: ["import-parts", job.id, "issues", job.accounted],
    queryFn: async () => (await listImportIssues({ path: { uid: job.id }, throwOnError: true })).data.items,
    placeholderData: (before) => before,
  });
  const rejected = job.counts.rejected ?? 0;
  if (groups.data === undefined) {
    return groups.isError ? (
      <ErrorState isCompact title="The issues could not be loaded" error={groups.error} />
    ) : (
      <Loading label="Loading the issues" rows={2} />
    );
  }
  if (groups.data.length === 0) {
    return null;
  }
  return (
    <Section
      title="Issues"
      lead={issuesLead(job)}
      actions={
        rejected > 0 && (
          <LinkButton
            href={`/api/v1/imports/${job.id}/rejected`}
            download={`${job.name.replace(/\.[a-z]+$/i, "")}.report.ndjson`}
            icon={DownloadIcon}
            size="small"
          >
            Download {countOf(rejected, "rejected row")}
          </LinkButton>
        )
      }
    >
      <Card>
        <IssueList groups={groups.data} />
      </Card>
      {rejected > 0 && (
        <Disclosure title={`Rejected rows one by one (${count(rejected)})`}>
          <Failures uid={job.id} />
        </Disclosure>
      )}
    </Section>
  );
}

function Failures({ uid }: { uid: string }) {
  const failures = useQuery({
    queryKey: ["import-parts", uid, "failures"],
    queryFn: async () =>
      (await listImportFailures({ path: { uid }, query: { limit: 100 }, throwOnError: true })).data,
  });
  if (failures.data === undefined) {
    return failures.isError ? <ErrorState isCompact error={failures.error} /> : <Loading rows={3} />;
  }
  return (
    <>
      <Table
        label="Rejected rows"
        isCompact
        rows={failures.data.items}
        rowKey={(row) => row.line}
        columns={[
          { id: "line", title: "Line", isRowHeader: true, width: "5rem", cell: (row) => count(row.line) },
          { id: "row", title: "Data row", width: "28%", cell: (row) => row.data_row ?? "–" },
          {
            id: "issues",
            title: "What is wrong",
            cell: (row) =>
              row.issues.map((issue) => (
                <p key={`${issue.code} ${issue.where?.pointer ?? ""} ${issue.message}`}>
                  <code>{issue.code}</code> <Message text={sentence(issue.message)} />
                </p>
              )),
          },
        ]}
      />
      {failures.data.next !== null && (
        <p className={styles.faint}>The first 100 are shown; the file to download has all of them.</p>
      )}
    </>
  );
}
