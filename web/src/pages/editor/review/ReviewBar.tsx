import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { ErrorState } from "../../../ui/ErrorState";
import { CheckIcon, StarIcon, UndoIcon } from "../../../ui/icons";
import { Tag } from "../../../ui/Tag";
import { TextField } from "../../../ui/TextField";
import { Time } from "../../../ui/Time";
import { toast } from "../../../ui/Toast";
import type { EditorSession } from "../session";
import { CompareView } from "./CompareView";
import styles from "./ReviewBar.module.css";
import { approve, nextInReview, sendBack } from "./review-wire";
import { firstSides, type Sides } from "./sides";
import { useReview } from "./use-review";

/** What was submitted and by whom, and what a reviewer says to that. Nothing while nobody has submitted. */
export function ReviewBar({ session }: { session: EditorSession }) {
  const { projectUid, task } = session;
  const { state, label, mayReview, isAwaited } = useReview(session);
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const compared = useCompareKeys(session);
  const decide = useMutation({
    mutationFn: (reason: string | null) =>
      reason === null
        ? approve(projectUid, task.id, label?.version ?? 0)
        : sendBack(projectUid, task.id, label?.version ?? 0, reason),
    onSuccess: async (_, reason) => {
      setAsking(false);
      toast(reason === null ? "Approved" : "Sent back for rework");
      const next = await nextInReview(projectUid, task.id);
      navigate(next === null ? `/projects/${projectUid}/queue` : `/projects/${projectUid}/tasks/${next}`);
    },
  });
  if (!label || (state !== "in_review" && state !== "done")) return compared;
  return (
    <section className={styles.bar} aria-label="Review" data-state={state}>
      <Tag tone={state === "done" ? "good" : "warn"}>{state === "done" ? "Done" : "In review"}</Tag>
      <p className={styles.words}>
        {label.is_skipped ? "Skipped" : label.version === 0 ? "Imported" : "Submitted"} by{" "}
        <strong>{label.editor ?? label.author ?? "an import"}</strong>, <Time at={label.updated_at} />
        {label.version > 1 && <span className={styles.faint}> · version {label.version}</span>}
      </p>
      {label.is_benchmark && <Tag icon={StarIcon}>Benchmark</Tag>}
      {decide.isError && !isAsking && (
        <ErrorState isCompact title="It was not decided" error={decide.error} />
      )}
      {mayReview && (
        <div className={styles.acts}>
          <Button size="small" icon={UndoIcon} isDisabled={decide.isPending} onPress={() => setAsking(true)}>
            Send back
          </Button>
          {isAwaited && (
            <Button
              size="small"
              icon={CheckIcon}
              tone="primary"
              isPending={decide.isPending && !isAsking}
              onPress={() => decide.mutate(null)}
            >
              Approve
            </Button>
          )}
        </div>
      )}
      {compared}
      {isAsking && (
        <SendBack
          error={decide.error}
          isPending={decide.isPending}
          onClose={() => setAsking(false)}
          onSend={(reason) => decide.mutate(reason)}
        />
      )}
    </section>
  );
}

/** The keys for disagreements open the comparison, wherever one is on the page. */
function useCompareKeys(session: EditorSession): React.ReactNode {
  const [sides, setSides] = useState<Sides | null>(null);
  useEffect(() => {
    const open = () => {
      const first = firstSides(session);
      if (first) setSides(first);
      return first !== null;
    };
    const stops = [
      session.keys.bind("disagreement.next", open),
      session.keys.bind("disagreement.previous", open),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [session]);
  return sides && <CompareView session={session} sides={sides} onClose={() => setSides(null)} />;
}

interface SendBackProps {
  error: unknown;
  isPending: boolean;
  onClose: () => void;
  onSend: (reason: string) => void;
}

function SendBack({ error, isPending, onClose, onSend }: SendBackProps) {
  const [reason, setReason] = useState("");
  const isSaid = reason.trim() !== "";
  return (
    <Dialog
      isOpen
      size="small"
      title="Send back for rework"
      lead="It comes to whoever submitted it before anything else, with what you say here."
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button tone="primary" isDisabled={!isSaid} isPending={isPending} onPress={() => onSend(reason)}>
            Send back
          </Button>
        </>
      }
    >
      <TextField
        autoFocus
        rows={3}
        label="What is to be changed"
        maxLength={2000}
        value={reason}
        onChange={setReason}
      />
      {error ? <ErrorState isCompact title="It was not sent back" error={error} /> : null}
    </Dialog>
  );
}
