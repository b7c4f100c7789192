import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type DataRow, type DataRowUses, getDataRowUses } from "../../api/gen";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { Loading } from "../../ui/Loading";
import { Tag } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import styles from "./RowPanel.module.css";

const STATES = { to_label: "To label", in_review: "In review", rework: "Rework", done: "Done" };

/** Projects a data row is in, its labels there, and the imports that say something about it. */
export function RowUses({ row }: { row: DataRow }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["row", row.id, "uses"],
    queryFn: async () => (await getDataRowUses({ path: { uid: row.id }, throwOnError: true })).data,
  });
  if (error) {
    return <ErrorState error={error} isCompact onRetry={refetch} />;
  }
  if (!data) {
    return <Loading label="Loading where it is used" rows={2} />;
  }
  return (
    <>
      <section className={styles.section}>
        <h3>Projects</h3>
        {data.projects.length === 0 && (
          <p className={styles.none}>In no project yet. Select it to send it to one.</p>
        )}
        <ul className={styles.lines}>
          {data.projects.map((use) => (
            <li key={use.project} className={styles.line}>
              <Link className={styles.main} to={`/projects/${use.project}/tasks/${use.task}`}>
                {use.name}
              </Link>
              <span className={styles.name}>{said(use)}</span>
              <Tag tone={use.state === "done" ? "good" : use.state === "rework" ? "warn" : "plain"}>
                {STATES[use.state]}
              </Tag>
            </li>
          ))}
        </ul>
      </section>
      {data.labels.length > 0 && (
        <section className={styles.section}>
          <h3>Labels</h3>
          <ul className={styles.lines}>
            {data.labels.map((label) => (
              <li key={label.id} className={styles.line}>
                <span className={styles.main}>
                  {data.projects.find((use) => use.project === label.project)?.name}
                </span>
                {label.is_benchmark && <Tag tone="accent">Benchmark</Tag>}
                {label.is_skipped && <Tag tone="warn">Skipped</Tag>}
                <code>{label.id.slice(-8)}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.section}>
        <h3>Imports</h3>
        {data.imports.length === 0 && <p className={styles.none}>No import says anything about it.</p>}
        <ul className={styles.lines}>
          {data.imports.map((job) => (
            <li key={job.id} className={styles.line}>
              <Link className={styles.main} to={`/imports/${job.id}`}>
                {job.name}
              </Link>
              {job.undone_at && <Tag tone="warn">Undone</Tag>}
              <span className={styles.name}>
                <Time at={job.published_at} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function said(use: DataRowUses["projects"][number]): string {
  const parts = [
    use.labels > 0 && countOf(use.labels, "label"),
    use.pre_labels > 0 && countOf(use.pre_labels, "pre-label"),
    use.predictions > 0 && countOf(use.predictions, "prediction"),
  ];
  return parts.filter(Boolean).join(", ");
}
