import { useMemo } from "react";
import type { Problem } from "../../core/required";
import { Disclosure } from "../../ui/Disclosure";
import { Badge } from "../../ui/Tag";
import { AnswerForm, placeName } from "./AnswerField";
import { answerRow, rowAnswers } from "./answers";
import styles from "./Questions.module.css";
import { Suggestions } from "./Suggestions";
import type { EditorSession } from "./session";
import { useContent } from "./use-content";

/** Questions about the data row as a whole. */
export function Questions({ session, problems }: { session: EditorSession; problems: readonly Problem[] }) {
  const { store, ontology } = session;
  const questions = ontology.rowQuestions;
  const given = useContent(store, rowAnswers);
  const missing = useMemo(
    () => new Set(problems.filter((one) => one.key === null).map((one) => placeName(one.path))),
    [problems],
  );
  if (questions.length === 0) return null;
  const open = questions.filter(
    (one) => one.is_required && !given.some((said) => said.feature === one.name),
  ).length;
  return (
    <div className={styles.questions} data-part="questions">
      <Disclosure
        isDefaultOpen
        title={
          <>About the whole {open > 0 && <Badge count={open} tone={missing.size > 0 ? "bad" : "plain"} />}</>
        }
      >
        <div className={styles.form}>
          <Suggestions session={session} />
          <AnswerForm
            questions={questions}
            given={given}
            missing={missing}
            onChange={(question, _, answers) => answerRow(store, question, answers)}
          />
        </div>
      </Disclosure>
    </div>
  );
}
