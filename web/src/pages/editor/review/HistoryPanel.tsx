import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Decisions, LabelVersion, TaskLabel } from "../../../api/gen";
import type { LayerId } from "../../../core/annotation";
import { Button, IconButton } from "../../../ui/Button";
import { ConfirmDialog } from "../../../ui/Dialog";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { countOf } from "../../../ui/format";
import { DiffIcon, EyeIcon, EyeOffIcon, HistoryIcon, StarIcon, UndoIcon } from "../../../ui/icons";
import { Loading } from "../../../ui/Loading";
import { Tag } from "../../../ui/Tag";
import { Time } from "../../../ui/Time";
import { toast } from "../../../ui/Toast";
import type { ReviewProps } from "../review-tabs";
import type { EditorSession } from "../session";
import { useStore } from "../use-store";
import { CompareView, type Sides } from "./CompareView";
import styles from "./HistoryPanel.module.css";
import panel from "./review.module.css";
import { fetchTaskAgain, fetchVersions, markBenchmark, restore } from "./review-wire";
import { useReviewer } from "./use-reviewer";

/** What was said about the data row, by whom and when: to be compared, and gone back to. */
export default function HistoryPanel({ session, desk }: ReviewProps) {
  const { projectUid, task } = session;
  const { data: now } = useQuery({
    queryKey: ["task", projectUid, task.id],
    queryFn: () => fetchTaskAgain(projectUid, task.id),
    initialData: task,
    staleTime: 30_000,
  });
  const [sides, setSides] = useState<Sides | null>(null);
  if (now.labels.length === 0) {
    return (
      <EmptyState icon={HistoryIcon} title="Nothing was submitted yet">
        Every version somebody submits is kept here, and can be compared and gone back to.
      </EmptyState>
    );
  }
  return (
    <div className={panel.panel}>
      {now.labels.map((label) => (
        <LabelHistory
          key={label.id}
          label={label}
          session={session}
          onCompare={setSides}
          onRestored={() => void desk.reload()}
        />
      ))}
      {sides && <CompareView session={session} sides={sides} onClose={() => setSides(null)} />}
    </div>
  );
}

interface LabelProps {
  label: TaskLabel;
  session: EditorSession;
  onCompare: (sides: Sides) => void;
  onRestored: () => void;
}

function LabelHistory({ label, session, onCompare, onRestored }: LabelProps) {
  const project = session.projectUid;
  const { mayReview } = useReviewer(project);
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<LabelVersion | null>(null);
  const versions = useQuery({
    queryKey: ["versions", label.id, label.version],
    queryFn: () => fetchVersions(label.id),
  });
  const mark = useMutation({
    mutationFn: () => markBenchmark(label.id, !label.is_benchmark),
    onSuccess: () => {
      toast(label.is_benchmark ? "No benchmark any more" : "Others are measured against this label now");
      void queries.invalidateQueries({ queryKey: ["task", project] });
    },
  });
  const title = label.author ?? "Imported";
  const goBack = async () => {
    if (!wanted) return;
    await restore(label.id, wanted.no, label.version);
    toast(`Version ${wanted.no} is the newest again`);
    void queries.invalidateQueries({ queryKey: ["task", project] });
    onRestored();
  };
  const layer: LayerId = `label:${label.id}`;
  const isHidden = useStore(session.store, (store) => store.hidden.layers.has(layer));
  return (
    <section className={styles.label} aria-label={`Label of ${title}`}>
      <header className={styles.head}>
        <h2 className={styles.title} title={title}>
          {title}
        </h2>
        {session.store.layers.has(layer) && (
          <IconButton
            icon={isHidden ? EyeOffIcon : EyeIcon}
            size="small"
            label={isHidden ? "Show it on the stage" : "Hide it on the stage"}
            onPress={() => session.store.hideLayer(layer, !isHidden)}
          />
        )}
        {mayReview ? (
          <Button
            size="small"
            tone={label.is_benchmark ? "plain" : "quiet"}
            icon={StarIcon}
            aria-pressed={label.is_benchmark}
            isDisabled={label.is_skipped && !label.is_benchmark}
            isPending={mark.isPending}
            onPress={() => mark.mutate()}
          >
            Benchmark
          </Button>
        ) : (
          label.is_benchmark && <Tag icon={StarIcon}>Benchmark</Tag>
        )}
      </header>
      {mark.isError && <ErrorState isCompact title="It was not marked" error={mark.error} />}
      {versions.isPending && <Loading />}
      {versions.isError && (
        <ErrorState isCompact error={versions.error} onRetry={() => void versions.refetch()} />
      )}
      {versions.data?.length === 0 && <p className={panel.note}>As imported; nobody has changed it.</p>}
      <ol className={styles.versions}>
        {versions.data?.map((one) => (
          <li key={one.no} className={styles.version}>
            <span className={styles.no}>{one.no}</span>
            <div className={styles.what}>
              <p className={styles.who}>
                <span className={styles.author}>
                  {one.is_imported ? "an import" : (one.author ?? "somebody")}
                </span>
                <span className={styles.when}>
                  {one.no === label.version && "newest, "}
                  <Time at={one.created_at} />
                </span>
              </p>
              {one.reason && <p className={styles.reason}>“{one.reason}”</p>}
              <p className={styles.facts}>{factsOf(one)}</p>
              <div className={styles.acts}>
                {one.no !== label.version && (
                  <Button
                    size="small"
                    tone="quiet"
                    icon={DiffIcon}
                    aria-label={`Compare version ${one.no} with the newest`}
                    onPress={() =>
                      onCompare({ left: `label:${label.id}/${one.no}`, right: `label:${label.id}` })
                    }
                  >
                    Compare
                  </Button>
                )}
                {one.no !== label.version && mayReview && (
                  <Button
                    size="small"
                    tone="quiet"
                    icon={UndoIcon}
                    aria-label={`Go back to it: version ${one.no}`}
                    onPress={() => setWanted(one)}
                  >
                    Go back to it
                  </Button>
                )}
              </div>
            </div>
          </li>
        ))}
      </ol>
      <ConfirmDialog
        isOpen={wanted !== null}
        onOpenChange={(isOpen) => !isOpen && setWanted(null)}
        title={`Go back to version ${wanted?.no ?? ""}?`}
        confirmLabel="Go back"
        isDanger={false}
        onConfirm={goBack}
      >
        It is added as a new version; nothing that was said since is lost.
      </ConfirmDialog>
    </section>
  );
}

function factsOf({ counts, decisions, is_skipped: isSkipped, lead_time_s: seconds }: LabelVersion): string {
  if (isSkipped) return "skipped";
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const parts = [countOf(all, "annotation"), ...decided(decisions)];
  if (seconds >= 1) parts.push(seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);
  return parts.join(" · ");
}

function decided({ accepted = 0, corrected = 0, rejected = 0 }: Decisions): string[] {
  const named = [
    [accepted, "accepted"],
    [corrected, "corrected"],
    [rejected, "rejected"],
  ] as const;
  return named.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
}
