import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Activity, listActivities } from "../../api/gen";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { count, countOf, date } from "../../ui/format";
import {
  ActivityIcon,
  BatchIcon,
  ImportIcon,
  PersonIcon,
  SettingsIcon,
  TextAnswerIcon,
} from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";
import { Loading } from "../../ui/Loading";
import { Time } from "../../ui/Time";
import styles from "./projects.module.css";
import { projectKey, useThisProject } from "./use-project";
import { PURPOSES, roleChange, STATES, type TaskState } from "./words";

/** What happened in the project: one entry for each thing somebody did. */
export default function ActivityTab() {
  const project = useThisProject();
  const entries = useInfiniteQuery({
    queryKey: [...projectKey(project.id), "activity"],
    queryFn: async ({ pageParam }) =>
      (
        await listActivities({
          path: { uid: project.id },
          query: { after: pageParam, limit: 50 },
          throwOnError: true,
        })
      ).data,
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (entries.isPending) {
    return <Loading label="Loading the activity" rows={6} />;
  }
  if (entries.isError) {
    return (
      <ErrorState title="The activity could not be loaded" error={entries.error} onRetry={entries.refetch} />
    );
  }
  const all = entries.data.pages.flatMap((page) => page.items);
  if (all.length === 0) {
    return (
      <EmptyState icon={ActivityIcon} title="Nothing has happened yet">
        Imports that are published, undone or redone, and labels that people submit, are told here.
      </EmptyState>
    );
  }
  return (
    <div>
      <ol>
        {all.map((entry, at) => {
          const day = date(entry.at);
          const before = all[at - 1];
          return (
            <li key={entry.id}>
              {(before === undefined || date(before.at) !== day) && <p className={styles.day}>{day}</p>}
              <Entry entry={entry} projectId={project.id} />
            </li>
          );
        })}
      </ol>
      {entries.hasNextPage && (
        <p className={styles.more}>
          <Button isPending={entries.isFetchingNextPage} onPress={() => entries.fetchNextPage()}>
            Show earlier
          </Button>
        </p>
      )}
    </div>
  );
}

const ICONS: Record<string, IconComponent> = {
  import: ImportIcon,
  label: TextAnswerIcon,
  batch: BatchIcon,
  project: SettingsIcon,
};

function Entry({ entry, projectId }: { entry: Activity; projectId: string }) {
  const Icon = ICONS[entry.object] ?? (entry.by ? PersonIcon : ActivityIcon);
  return (
    <div className={styles.entry}>
      <Icon size={14} />
      <p>
        <strong>{entry.by ?? "The server"}</strong> {told(entry, projectId)}
      </p>
      <span className={styles.faint}>
        <Time at={entry.at} />
      </span>
    </div>
  );
}

const IMPORT_VERBS: Record<string, string> = {
  import: "imported",
  undo: "undid",
  redo: "redid",
  fail: "failed to import",
  cancel: "cancelled",
};
const LABEL_VERBS: Record<string, string> = {
  submit: "submitted a label of",
  skip: "skipped",
  approve: "approved the label of",
  reject: "sent back",
  delete: "deleted the label of",
  restore: "restored an earlier label of",
};

function told(entry: Activity, projectId: string): ReactNode {
  const { action, detail, import: job } = entry;
  if (entry.object === "import") {
    return (
      <>
        {IMPORT_VERBS[action] ?? action}{" "}
        <a href={`/imports/${entry.object_id}`}>{job?.name ?? String(detail.name ?? "an import")}</a>
        {job && (
          <span className={styles.faint}>
            {" "}
            · {PURPOSES[job.purpose]}, {countOf(job.counts.read ?? 0, "row")}
            {(job.counts.rejected ?? 0) > 0 && `, ${count(job.counts.rejected ?? 0)} rejected`}
          </span>
        )}
      </>
    );
  }
  if (entry.object === "label") {
    const reason = typeof detail.reason === "string" && detail.reason ? `: ${detail.reason}` : "";
    return (
      <>
        {LABEL_VERBS[action] ?? action}{" "}
        <a href={`/projects/${projectId}/rows?key=${encodeURIComponent(entry.global_key ?? "")}`}>
          {entry.global_key ?? entry.data_row ?? "a data row"}
        </a>
        {reason}
      </>
    );
  }
  if (action === "set_state") {
    const state = STATES[detail.state as TaskState]?.label ?? String(detail.state);
    return `moved ${countOf(Number(detail.tasks ?? 0), "task")} to ${state}`;
  }
  return (
    roleChange(entry) ??
    PLAIN[`${action} ${entry.object}`] ??
    `${action.replaceAll("_", " ")} (${entry.object})`
  );
}

const PLAIN: Record<string, string> = {
  "create project": "made the project",
  "update project": "changed the settings",
  "assign project": "assigned tasks",
  "prioritise project": "changed priorities",
  "create batch": "added a batch",
  "update batch": "changed a batch",
  "delete batch": "removed a batch",
  "create recipe": "saved a recipe for names",
  "update recipe": "changed a recipe for names",
};
