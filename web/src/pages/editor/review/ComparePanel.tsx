import { useState } from "react";
import { Button } from "../../../ui/Button";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { DiffIcon } from "../../../ui/icons";
import { Loading } from "../../../ui/Loading";
import { Select } from "../../../ui/Select";
import type { ReviewProps } from "../review-tabs";
import { useContent } from "../use-content";
import styles from "./ComparePanel.module.css";
import { CompareView } from "./CompareView";
import { DiffCounts, DiffList } from "./DiffList";
import panel from "./review.module.css";
import { choicesOf, firstSides, type Sides } from "./sides";
import { useDiff } from "./use-diff";
import { disagreements } from "./verdicts";

/** Where two sides of the task disagree: what is offered, what was submitted, and one's own draft. */
export default function ComparePanel({ session, store }: ReviewProps) {
  const choices = useContent(store, () => choicesOf(session));
  const [sides, setSides] = useState<Sides | null>(() => firstSides(session));
  const [shown, setShown] = useState<number | null>(null);
  const { data, error, isPending, refetch } = useDiff(session, sides);
  if (!sides) {
    return (
      <EmptyState icon={DiffIcon} title="Nothing to compare with">
        Pre-labels and submitted labels of this data row could be compared with your draft.
      </EmptyState>
    );
  }
  const pairs = data ? disagreements(data) : [];
  return (
    <div className={panel.panel}>
      <div className={styles.sides}>
        <Select
          label="Left"
          choices={choices}
          value={sides.left}
          onChange={(left) => setSides({ ...sides, left })}
        />
        <Select
          label="Right"
          choices={choices}
          value={sides.right}
          onChange={(right) => setSides({ ...sides, right })}
        />
      </div>
      {error && <ErrorState isCompact error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Loading label="Comparing" />}
      {data && (
        <>
          <DiffCounts counts={data.counts} />
          {pairs.length === 0 ? (
            <p className={panel.note}>
              {data.pairs.length === 0 ? "Neither side says anything." : "Both sides say the same."}
            </p>
          ) : (
            <Button icon={DiffIcon} onPress={() => setShown(0)}>
              Go through{" "}
              {pairs.length === 1 ? "the difference" : `${pairs.length.toLocaleString("en")} differences`}
            </Button>
          )}
          <DiffList
            diff={data}
            pairs={pairs}
            ontology={session.ontology}
            current={null}
            onChoose={(no) => setShown(no)}
          />
        </>
      )}
      {shown !== null && (
        <CompareView session={session} sides={sides} first={shown} onClose={() => setShown(null)} />
      )}
    </div>
  );
}
