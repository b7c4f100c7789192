import { Link } from "react-router";
import type { Project } from "../../api/gen";
import { useRoles } from "../../shell/roles";
import { LinkButton } from "../../ui/Button";
import { count, percent } from "../../ui/format";
import { ProgressBar } from "../../ui/ProgressBar";
import styles from "./HomePage.module.css";
import { size, waiting } from "./next-work";

const STATES: readonly [string, string][] = [
  ["to_label", "to label"],
  ["rework", "to rework"],
  ["in_review", "in review"],
  ["done", "done"],
];

/** A project: how far it is, and the way to its next task. */
export function ProjectCard({ project }: { project: Project }) {
  const may = useRoles();
  const all = size(project);
  const done = project.task_counts.done ?? 0;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <h3 className={styles.name}>
          <Link to={`/projects/${project.id}`}>{project.name}</Link>
        </h3>
        {waiting(project) > 0 && may(project.id, "labeler") ? (
          <LinkButton href={`/projects/${project.id}/label`} tone="primary" size="small">
            Label
          </LinkButton>
        ) : (
          <LinkButton href={`/projects/${project.id}`} size="small">
            Open
          </LinkButton>
        )}
      </div>
      <ProgressBar
        label={`${project.name}, done`}
        isLabelHidden
        tone="good"
        value={done}
        maxValue={Math.max(all, 1)}
        valueLabel={percent(all ? done / all : 0)}
      />
      <p className={styles.states}>
        {all === 0 && "No data rows yet"}
        {STATES.filter(([state]) => project.task_counts[state]).map(([state, label]) => (
          <span key={state}>
            <b>{count(project.task_counts[state] ?? 0)}</b> {label}
          </span>
        ))}
      </p>
    </li>
  );
}
