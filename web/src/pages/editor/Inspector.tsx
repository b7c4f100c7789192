import { useMemo } from "react";
import type { Ref } from "../../core/annotation";
import { edit } from "../../core/commands/edit";
import type { Problem } from "../../core/required";
import type { Store } from "../../core/store";
import type { Annotation } from "../../core/wire";
import { Button } from "../../ui/Button";
import { ComboBox } from "../../ui/ComboBox";
import { sentence } from "../../ui/ErrorState";
import { LockIcon, WarningIcon } from "../../ui/icons";
import { AnswerForm, placeName } from "./AnswerField";
import { markOf } from "./answers";
import { GeometryFields } from "./GeometryFields";
import styles from "./Inspector.module.css";
import { originOf, shownScore } from "./regions";
import { acceptSelected, deleteSelected, mayBe, rejectSelected, relabel } from "./selection";
import type { EditorSession } from "./session";
import { useSync } from "./use-desk";
import { useStore } from "./use-store";

interface Props {
  session: EditorSession;
  problems: readonly Problem[];
}

/** The selected region in numbers and words; of several, what can be done to all of them. */
export function Inspector({ session, problems }: Props) {
  const selection = useStore(session.store, (one) => one.selection);
  const [first] = selection;
  if (!first) return null;
  return (
    <section className={styles.inspector} aria-label="Selected region">
      {selection.length > 1 ? (
        <Many session={session} refs={selection} />
      ) : (
        <One session={session} problems={problems} at={first} />
      )}
    </section>
  );
}

function Many({ session, refs }: { session: EditorSession; refs: readonly Ref[] }) {
  const { store } = session;
  const offered = refs.filter((one) => one.layer.startsWith("offer:")).length;
  return (
    <>
      <h2 className={styles.title}>{refs.length.toLocaleString("en")} regions</h2>
      <LabelField session={session} refs={refs} />
      <div className={styles.acts}>
        {offered > 0 && (
          <>
            <Button size="small" onPress={() => acceptSelected(store)}>
              Accept {offered}
            </Button>
            <Button size="small" onPress={() => rejectSelected(store)}>
              Reject {offered}
            </Button>
          </>
        )}
        {offered < refs.length && (
          <Button size="small" onPress={() => deleteSelected(store)}>
            Delete
          </Button>
        )}
      </div>
    </>
  );
}

function One({ session, problems, at }: Props & { at: Ref }) {
  const { store, ontology } = session;
  const annotation = useStore(store, (one) => one.at(at));
  const isLocked = useStore(store, (one) => one.isLocked(at.layer, at.key));
  const { refused } = useSync(session);
  const missing = useMemo(
    () => new Set(problems.filter((one) => one.key === at.key).map((one) => placeName(one.path))),
    [problems, at.key],
  );
  if (!annotation) return null;
  const isFixed = annotation.readonly === true || isLocked || at.layer.startsWith("label:");
  const questions = ontology.nested(annotation.feature, annotation.labels);
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{ontology.titleOf(annotation)}</h2>
        <span className={styles.origin}>{originWords(store, at, annotation)}</span>
      </header>
      {isFixed && <Fixed annotation={annotation} isLocked={isLocked} />}
      {(refused.get(at.key) ?? []).map((issue) => (
        <p key={issue.code + issue.message} role="alert" className={styles.refused}>
          <WarningIcon size={14} />
          <span>
            {sentence(issue.message)} {issue.hint && sentence(issue.hint)}
          </span>
        </p>
      ))}
      {problems.some((one) => one.key === at.key && one.code === "unlabelled") && (
        <p className={styles.refused}>
          <WarningIcon size={14} /> Pick a label for this region, or delete it.
        </p>
      )}
      {annotation.kind !== "classification" && (
        <LabelField session={session} refs={[at]} isDisabled={isFixed} />
      )}
      {questions.length > 0 && (
        <AnswerForm
          questions={questions}
          given={annotation.classifications ?? []}
          missing={missing}
          isDisabled={isFixed}
          onChange={(question, classifications) =>
            store.apply(edit(at, { ...annotation, classifications }, "Answer"), markOf(question, at.key))
          }
        />
      )}
      <GeometryFields session={session} at={at} annotation={annotation} isDisabled={isFixed} />
      <Acts session={session} at={at} isFixed={isFixed} />
    </>
  );
}

function Fixed({ annotation, isLocked }: { annotation: Annotation; isLocked: boolean }) {
  const text = annotation.readonly
    ? "Read-only: its source wants it unchanged."
    : isLocked
      ? "Locked by you. Unlock it to change it."
      : "This label is only shown. Copy its regions into your draft to change them.";
  return (
    <p className={styles.fixed}>
      <LockIcon size={14} /> {text}
    </p>
  );
}

function Acts({ session, at, isFixed }: { session: EditorSession; at: Ref; isFixed: boolean }) {
  const { store, keys } = session;
  const isOffered = at.layer.startsWith("offer:");
  return (
    <div className={styles.acts}>
      {isOffered && (
        <>
          <Button size="small" onPress={() => acceptSelected(store)}>
            Accept
          </Button>
          <Button size="small" onPress={() => rejectSelected(store)}>
            Reject
          </Button>
        </>
      )}
      {at.layer === "draft" && (
        <>
          {store.at(at)?.kind === "object" && (
            <Button size="small" onPress={() => keys.act("region.duplicate")}>
              Duplicate
            </Button>
          )}
          <Button size="small" isDisabled={isFixed} onPress={() => deleteSelected(store)}>
            Delete
          </Button>
        </>
      )}
    </div>
  );
}

interface LabelProps {
  session: EditorSession;
  refs: readonly Ref[];
  isDisabled?: boolean;
}

const NONE = "";

/** Which label the selected regions have; only those are offered that can be drawn the same way. */
function LabelField({ session, refs, isDisabled = false }: LabelProps) {
  const { store, ontology } = session;
  const annotations = refs.map((ref) => store.at(ref)).filter((one) => one !== undefined);
  const fitting = ontology.choices.filter((choice) => annotations.every((one) => mayBe(store, one, choice)));
  const [first] = annotations;
  if (!first || fitting.length < 2) return null;
  const choices = fitting.map((one, no) => ({ id: String(no), label: one.title }));
  const isOne = (one: Annotation, no: number) =>
    one.feature === fitting[no]?.feature && (one.labels?.[0] ?? null) === fitting[no]?.label;
  const at = fitting.findIndex((_, no) => annotations.every((one) => isOne(one, no)));
  return (
    <ComboBox
      label="Label"
      isDisabled={isDisabled}
      placeholder={annotations.length > 1 ? "Different labels" : "No label yet"}
      choices={choices}
      value={at < 0 ? NONE : String(at)}
      onChange={(chosen) => {
        const choice = chosen === null || chosen === NONE ? null : (fitting[Number(chosen)] ?? null);
        if (choice) relabel(store, choice, refs);
      }}
    />
  );
}

function originWords(store: Store, at: Ref, annotation: Annotation): string {
  const layer = store.layers.get(at.layer);
  const score = shownScore(annotation);
  const scored = score === null ? "" : `, score ${score.toFixed(2)}`;
  switch (originOf(at.layer, annotation)) {
    case "offered":
      return `Pre-label${layer?.version ? ` of ${layer.version}` : ""}${scored}`;
    case "accepted":
      return `Accepted as it was${scored}`;
    case "corrected":
      return `Accepted and corrected${scored}`;
    case "label":
      return `Label of ${layer?.title ?? "somebody"}`;
    case "mine":
      return "Drawn by hand";
  }
}
