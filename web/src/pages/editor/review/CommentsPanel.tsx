import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Comment } from "../../../api/gen";
import { keyOf, type Ref } from "../../../core/annotation";
import { Button, IconButton } from "../../../ui/Button";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { CheckIcon, CommentIcon, CrossIcon, TrashIcon } from "../../../ui/icons";
import { Loading } from "../../../ui/Loading";
import { Switch } from "../../../ui/Switch";
import { Swatch } from "../../../ui/Tag";
import { TextField } from "../../../ui/TextField";
import { Time } from "../../../ui/Time";
import type { ReviewProps } from "../review-tabs";
import type { EditorSession } from "../session";
import { showRegion } from "../show-region";
import { useStore } from "../use-store";
import styles from "./CommentsPanel.module.css";
import panel from "./review.module.css";
import { fetchComments, resolve, type Said, say, unsay } from "./review-wire";
import { useReviewer } from "./use-reviewer";

/** What people tell each other about the task, or about one of its regions. */
export default function CommentsPanel({ session }: ReviewProps) {
  const { projectUid, task } = session;
  const queries = useQueryClient();
  const queryKey = ["comments", projectUid, task.id];
  const { data, isPending, error, refetch } = useQuery({
    queryKey,
    queryFn: () => fetchComments(projectUid, task.id),
  });
  const [isAll, setAll] = useState(false);
  const change = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  const send = (said: Said) => change.mutateAsync(() => say(projectUid, task.id, said));
  const threads = threadsOf(data ?? []);
  const shown = isAll ? threads : threads.filter(([first]) => first.resolved_at === null);
  const resolved = threads.length - threads.filter(([first]) => first.resolved_at === null).length;
  return (
    <div className={styles.comments}>
      <div className={panel.panel}>
        {isPending && <Loading />}
        {error && <ErrorState isCompact error={error} onRetry={() => void refetch()} />}
        {change.isError && <ErrorState isCompact title="It was not saved" error={change.error} />}
        {data && threads.length === 0 && (
          <EmptyState icon={CommentIcon} title="No comments">
            Ask or tell whoever works on this task. With a region selected, a comment is about that region.
          </EmptyState>
        )}
        {resolved > 0 && (
          <Switch isSelected={isAll} onChange={setAll}>
            Show {resolved} resolved
          </Switch>
        )}
        <ol className={styles.threads}>
          {shown.map((thread) => (
            <Thread
              key={thread[0].id}
              thread={thread}
              session={session}
              onSay={send}
              onResolve={(first) => change.mutate(() => resolve(first.id, first.resolved_at === null))}
              onDelete={(one) => change.mutate(() => unsay(one.id))}
            />
          ))}
        </ol>
      </div>
      <NewComment session={session} onSay={send} />
    </div>
  );
}

type ThreadOf = [Comment, ...Comment[]];

/** Comments by the thread they are in, in the order the threads were begun. */
export function threadsOf(comments: readonly Comment[]): ThreadOf[] {
  const threads = new Map<string, ThreadOf>();
  for (const one of comments) {
    const thread = one.thread === null ? undefined : threads.get(one.thread);
    if (thread) thread.push(one);
    else threads.set(one.id, [one]);
  }
  return [...threads.values()];
}

interface ThreadProps {
  thread: ThreadOf;
  session: EditorSession;
  onSay: (said: Said) => Promise<unknown>;
  onResolve: (first: Comment) => void;
  onDelete: (one: Comment) => void;
}

function Thread({ thread, session, onSay, onResolve, onDelete }: ThreadProps) {
  const [first] = thread;
  const { email, mayManage } = useReviewer(session.projectUid);
  const [isAnswering, setAnswering] = useState(false);
  return (
    <li className={styles.thread} data-resolved={first.resolved_at !== null || undefined}>
      {first.annotation !== null && <About session={session} annotation={first.annotation} />}
      {thread.map((one) => (
        <article key={one.id} className={styles.comment}>
          <header className={styles.head}>
            <strong className={styles.author}>{one.author ?? "somebody"}</strong>
            <span className={styles.when}>
              <Time at={one.created_at} />
            </span>
            {(one.author === email || mayManage) && (
              <IconButton
                icon={TrashIcon}
                size="small"
                label="Delete the comment"
                onPress={() => onDelete(one)}
              />
            )}
          </header>
          <p className={styles.text}>{one.text}</p>
        </article>
      ))}
      {isAnswering ? (
        <Write
          label="Answer"
          isFocused
          onCancel={() => setAnswering(false)}
          onSay={async (text) => {
            await onSay({ text, thread: first.id });
            setAnswering(false);
          }}
        />
      ) : (
        <div className={styles.acts}>
          <Button size="small" tone="quiet" onPress={() => setAnswering(true)}>
            Answer
          </Button>
          <Button size="small" tone="quiet" icon={CheckIcon} onPress={() => onResolve(first)}>
            {first.resolved_at === null ? "Resolve" : "Open again"}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Which region a thread is about; pressing it shows the region. */
function About({ session, annotation: key }: { session: EditorSession; annotation: string }) {
  const { store, ontology } = session;
  const found = useStore(store, (one) => [...one.layers.values()].reverse().find((layer) => layer.has(key)));
  const annotation = found?.get(key);
  if (!found || !annotation) return <p className={styles.gone}>About a region that is gone</p>;
  const ref: Ref = { layer: found.id, key };
  return (
    <button type="button" className={styles.about} onClick={() => showRegion(session, ref)}>
      <Swatch color={ontology.colorOf(annotation)} />
      {ontology.titleOf(annotation) || "Without a label"}
    </button>
  );
}

function NewComment({ session, onSay }: { session: EditorSession; onSay: (said: Said) => Promise<unknown> }) {
  const { store, ontology } = session;
  const [isFree, setFree] = useState(false);
  const selected = useStore(store, (one) => {
    const [first] = one.selection;
    return one.selection.length === 1 && first ? one.at(first) : undefined;
  });
  const about = isFree ? undefined : selected;
  return (
    <footer className={styles.footer}>
      {about && (
        <p className={styles.chosen}>
          <Swatch color={ontology.colorOf(about)} />
          <span>about {ontology.titleOf(about) || "this region"}</span>
          <IconButton
            icon={CrossIcon}
            size="small"
            label="About the whole task instead"
            onPress={() => setFree(true)}
          />
        </p>
      )}
      <Write
        label="Comment"
        onSay={async (text) => {
          await onSay({ text, annotation: about ? keyOf(about) : null });
          setFree(false);
        }}
      />
    </footer>
  );
}

interface WriteProps {
  label: string;
  isFocused?: boolean;
  onSay: (text: string) => Promise<unknown>;
  onCancel?: () => void;
}

function Write({ label, isFocused = false, onSay, onCancel }: WriteProps) {
  const [text, setText] = useState("");
  const [isPending, setPending] = useState(false);
  const send = async () => {
    if (text.trim() === "" || isPending) return;
    setPending(true);
    try {
      await onSay(text.trim());
      setText("");
    } catch {
      // The list above says what went wrong; the text stays to be sent again.
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        // The editor submits the task with the same keys.
        event.stopPropagation();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
        if (event.key === "Escape") onCancel?.();
      }}
    >
      <TextField
        label={label}
        isLabelHidden
        placeholder={`${label} …`}
        rows={2}
        maxLength={10_000}
        autoFocus={isFocused}
        value={text}
        onChange={setText}
      />
      {(text !== "" || onCancel) && (
        <div className={styles.acts}>
          {onCancel && (
            <Button size="small" tone="quiet" onPress={onCancel}>
              Cancel
            </Button>
          )}
          <Button size="small" type="submit" isPending={isPending} isDisabled={text.trim() === ""}>
            Send
          </Button>
        </div>
      )}
    </form>
  );
}
