import { useInfiniteQuery, useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import {
  assignTasks,
  getTask,
  listMembers,
  listTasks,
  prioritiseTasks,
  setTaskState,
  type Task,
  type WholeTask,
} from "../../api/gen";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { LockIcon, QueueIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Menu, MenuItem } from "../../ui/Menu";
import { Segmented } from "../../ui/Segmented";
import { Table } from "../../ui/Table";
import { Tag } from "../../ui/Tag";
import { Time } from "../../ui/Time";
import styles from "./projects.module.css";
import { projectKey, useProjectChanged, useThisProject } from "./use-project";
import { PRIORITIES, STATE_ORDER, STATES, type TaskState } from "./words";

/** What waits for whom: states, priorities, assignees, and who holds what just now. */
export default function QueueTab() {
  const project = useThisProject();
  const [params, setParams] = useSearchParams();
  const [selected, setSelected] = useState<Set<number>>(new Set());
  const state = (params.get("state") ?? "to_label") as TaskState;
  const tasks = useInfiniteQuery({
    queryKey: [...projectKey(project.id), "tasks", state],
    queryFn: async ({ pageParam }) =>
      (
        await listTasks({
          path: { uid: project.id },
          query: { state, after: pageParam, limit: 50 },
          throwOnError: true,
        })
      ).data,
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const found = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  const whole = useWholeTasks(project.id, found);
  const go = (next: TaskState) => {
    setSelected(new Set());
    setParams({ state: next }, { replace: true });
  };
  return (
    <div className={styles.stack}>
      <div className={styles.hug}>
        <Segmented
          label="State"
          segments={STATE_ORDER.map((id) => ({
            id,
            label: `${STATES[id].label} · ${(project.task_counts[id] ?? 0).toLocaleString("en")}`,
          }))}
          value={state}
          onChange={go}
        />
      </div>
      <p className={styles.faint}>
        {STATES[state].meaning} Rework comes before new work, what is assigned to somebody before what is
        nobody's, then priority, then age.
      </p>
      {selected.size > 0 && (
        <Chosen ids={[...selected]} state={state} onDone={() => setSelected(new Set())} />
      )}
      {tasks.isPending && <Loading label="Loading the queue" rows={6} />}
      {tasks.isError && (
        <ErrorState title="The queue could not be loaded" error={tasks.error} onRetry={tasks.refetch} />
      )}
      {tasks.data && found.length === 0 && <EmptyState icon={QueueIcon} title={STATES[state].none} />}
      {found.length > 0 && (
        <Table
          label={`Tasks: ${STATES[state].label}`}
          rows={found}
          rowKey={(task) => task.id}
          rowHref={(task) => `/projects/${project.id}/tasks/${task.id}`}
          selectionMode="multiple"
          selectedKeys={selected}
          onSelectionChange={(keys) =>
            setSelected(new Set(keys === "all" ? found.map(({ id }) => id) : [...keys].map(Number)))
          }
          columns={[
            {
              id: "row",
              title: "Data row",
              isRowHeader: true,
              width: "34%",
              cell: (task) => <strong>{task.global_key ?? task.data_row}</strong>,
            },
            { id: "priority", title: "Priority", align: "end", cell: (task) => task.priority },
            { id: "assignee", title: "Assigned to", cell: (task) => <Assignee task={whole.get(task.id)} /> },
            { id: "held", title: "Open", cell: (task) => <Holder task={whole.get(task.id)} /> },
            { id: "at", title: "Changed", align: "end", cell: (task) => <Time at={task.updated_at} /> },
          ]}
        />
      )}
      {tasks.hasNextPage && (
        <p className={styles.more}>
          <Button isPending={tasks.isFetchingNextPage} onPress={() => tasks.fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
    </div>
  );
}

/** What the list does not say of its tasks: whose they are, and who has them open. */
function useWholeTasks(project: string, tasks: readonly Task[]): Map<number, WholeTask> {
  const answers = useQueries({
    queries: tasks.slice(0, 50).map((task) => ({
      queryKey: [...projectKey(project), "task", task.id, task.updated_at],
      queryFn: async () =>
        (await getTask({ path: { uid: project, task: String(task.id) }, throwOnError: true })).data,
      staleTime: 15_000,
    })),
  });
  return new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
}

function Assignee({ task }: { task: WholeTask | undefined }) {
  return task?.assignee ? task.assignee : <span className={styles.faint}>whoever comes first</span>;
}

function Holder({ task }: { task: WholeTask | undefined }) {
  return task?.opened_by ? (
    <Tag tone="accent" icon={LockIcon}>
      {task.opened_by}
    </Tag>
  ) : (
    <span className={styles.faint}>–</span>
  );
}

function Chosen({ ids, state, onDone }: { ids: number[]; state: TaskState; onDone: () => void }) {
  const project = useThisProject();
  const changed = useProjectChanged(project.id);
  const members = useQuery({
    queryKey: [...projectKey(project.id), "members"],
    queryFn: async () =>
      (await listMembers({ path: { uid: project.id }, query: { limit: 1000 }, throwOnError: true })).data
        .items,
  });
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await changed();
      onDone();
    },
  });
  const path = { uid: project.id };
  const tasks = ids;
  return (
    <>
      <div role="toolbar" aria-label="Selected tasks" className={styles.chosen}>
        <strong>{countOf(ids.length, "task")}</strong>
        <Menu trigger={<Button size="small">Priority</Button>} placement="bottom start">
          {PRIORITIES.map(({ id, label }) => (
            <MenuItem
              key={id}
              onAction={() =>
                act.mutate(() => prioritiseTasks({ path, body: { tasks, priority: id }, throwOnError: true }))
              }
            >
              {label}
            </MenuItem>
          ))}
        </Menu>
        <Menu trigger={<Button size="small">Assign</Button>} placement="bottom start">
          {[
            null,
            ...(members.data ?? []).filter(({ role }) => role !== "viewer").map(({ email }) => email),
          ].map((email) => (
            <MenuItem
              key={email ?? ""}
              onAction={() =>
                act.mutate(() => assignTasks({ path, body: { tasks, email }, throwOnError: true }))
              }
            >
              {email ?? "Whoever comes first"}
            </MenuItem>
          ))}
        </Menu>
        <Menu trigger={<Button size="small">Move to</Button>} placement="bottom start">
          {STATE_ORDER.filter((one) => one !== state).map((one) => (
            <MenuItem
              key={one}
              onAction={() =>
                act.mutate(() => setTaskState({ path, body: { tasks, state: one }, throwOnError: true }))
              }
            >
              {STATES[one].label}
            </MenuItem>
          ))}
        </Menu>
      </div>
      {act.isError && <ErrorState isCompact title="The tasks were not changed" error={act.error} />}
    </>
  );
}
