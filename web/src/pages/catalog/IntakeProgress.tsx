import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Disclosure } from "../../ui/Disclosure";
import { Message, sentence } from "../../ui/ErrorState";
import { count, countOf, fileSize } from "../../ui/format";
import { CrossIcon, ErrorIcon, RefreshIcon, SuccessIcon } from "../../ui/icons";
import { ProgressBar } from "../../ui/ProgressBar";
import { Segmented } from "../../ui/Segmented";
import { TextField } from "../../ui/TextField";
import styles from "./IntakeProgress.module.css";
import type { Intake, Item } from "./intake";
import { Refused } from "./OfferPreview";

const LINE = 52;
const DUPLICATE = "DUP003";

/** How far every file has come, and what became of those that failed. */
export function IntakeProgress(props: {
  intake: Intake;
  dataset: { id: string; name: string };
  isNew: boolean;
  onLeave: () => void;
  onOpen: () => void;
}) {
  const { intake, dataset, onLeave, onOpen } = props;
  const items = useSyncExternalStore(intake.subscribe, intake.items);
  const sums = useMemo(() => summed(items), [items]);
  const [shown, setShown] = useState<"all" | "failed">("all");
  const isOver = sums.open === 0;
  const listed = shown === "failed" ? items.filter((one) => one.state === "failed") : items;
  return (
    <Dialog
      title={isOver ? `“${dataset.name}”` : `Sending to “${dataset.name}”`}
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onLeave()}
      footer={
        <>
          {sums.failed > 0 && (
            <Button icon={RefreshIcon} onPress={() => intake.retryAll()}>
              Try all that failed again
            </Button>
          )}
          {!isOver && <Button onPress={onLeave}>Stop sending</Button>}
          <Button
            tone="primary"
            lack={isOver ? null : "Still sending"}
            onPress={props.isNew ? onOpen : onLeave}
          >
            {props.isNew ? "Open the dataset" : "Done"}
          </Button>
        </>
      }
    >
      <div className={styles.progress}>
        <ProgressBar
          label={isOver ? "Sent" : "Sending"}
          value={sums.sent}
          maxValue={Math.max(1, items.length)}
          tone={sums.failed > 0 ? "bad" : isOver ? "good" : "accent"}
        />
        <p role="status">
          {countOf(sums.made, "data row")} made
          {sums.refused > 0 && `, ${countOf(sums.refused, "line")} refused`}
          {sums.failed > 0 && `, ${countOf(sums.failed, "file")} failed`}
          {sums.leftOut > 0 && `, ${countOf(sums.leftOut, "file")} left out`}
          {sums.open > 0 && `, ${count(sums.open)} to go`}.
        </p>
        {sums.duplicates > 0 && (
          <div className={styles.explained}>
            <p>
              A global key is unique in the whole catalog, so that annotations find their data row by it.{" "}
              {countOf(sums.duplicates, "file")} {sums.duplicates === 1 ? "has" : "have"} one that is taken:
              perhaps the same file was added before. Leave it out, or give it another key.
            </p>
            <Button size="small" onPress={() => intake.leaveOutAll(DUPLICATE)}>
              Leave them all out
            </Button>
          </div>
        )}
        {sums.refusedLines.length > 0 && (
          <Disclosure title={`${countOf(sums.refused, "line")} refused by the server`} isDefaultOpen>
            <Refused lines={sums.refusedLines} />
          </Disclosure>
        )}
        {sums.failed > 0 && (
          <Segmented
            label="Files shown"
            value={shown}
            onChange={setShown}
            segments={[
              { id: "all", label: `All ${count(items.length)}` },
              { id: "failed", label: `Failed ${count(sums.failed)}` },
            ]}
          />
        )}
        <Lines items={listed} intake={intake} />
      </div>
    </Dialog>
  );
}

function Lines({ items, intake }: { items: readonly Item[]; intake: Intake }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    measureElement: (element) => element.getBoundingClientRect().height,
    overscan: 8,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled with the keyboard, too
    <div ref={scroller} tabIndex={0} className={styles.scroller}>
      <ul aria-label="Files" className={styles.space} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const item = items[index] as Item;
          return (
            <li
              key={item.id}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.line}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line item={item} intake={intake} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Line({ item, intake }: { item: Item; intake: Intake }) {
  const [key, setKey] = useState(item.globalKey ?? "");
  const isDuplicate = item.error?.code === DUPLICATE;
  return (
    <>
      <div className={styles.main}>
        <Standing item={item} />
        <span className={styles.name} title={item.name}>
          {item.name}
        </span>
        <span className={`${styles.size} numeric`}>
          {item.state === "sending" ? `${Math.round(item.sent * 100)}%` : sizeOf(item)}
        </span>
        {item.state === "failed" && (
          <IconButton
            icon={RefreshIcon}
            size="small"
            label={`Try ${item.name} again`}
            onPress={() => intake.retry(item.id)}
          />
        )}
        {(item.state === "failed" || item.state === "waiting" || item.state === "sending") && (
          <IconButton
            icon={CrossIcon}
            size="small"
            label={`Leave ${item.name} out`}
            onPress={() => intake.leaveOut(item.id)}
          />
        )}
      </div>
      {item.error && (
        <div className={styles.error}>
          <p>
            <Message text={sentence(item.error.message)} />{" "}
            <Message text={item.error.hint && sentence(item.error.hint)} />
          </p>
          {isDuplicate && (
            <div className={styles.another}>
              <TextField label="Another global key" isLabelHidden value={key} onChange={setKey} />
              <Button
                size="small"
                isDisabled={key === item.globalKey}
                onPress={() => intake.retry(item.id, key || null)}
              >
                Send with this key
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Standing({ item }: { item: Item }) {
  switch (item.state) {
    case "done":
      return <SuccessIcon className={styles.good} aria-label="Sent" aria-hidden={false} role="img" />;
    case "failed":
      return <ErrorIcon className={styles.bad} aria-label="Failed" aria-hidden={false} role="img" />;
    default:
      return <span className={item.state === "sending" ? styles.sending : styles.waiting} />;
  }
}

function sizeOf(item: Item): string {
  if (item.state === "left-out") {
    return "left out";
  }
  return item.globalKey === null && item.made > 1 ? countOf(item.made, "row") : fileSize(item.size);
}

function summed(items: readonly Item[]) {
  const sums = { made: 0, failed: 0, leftOut: 0, open: 0, refused: 0, sent: 0, duplicates: 0 };
  const refusedLines: { where: string; reason: string; hint: string }[] = [];
  for (const item of items) {
    sums.made += item.made;
    sums.failed += Number(item.state === "failed");
    sums.leftOut += Number(item.state === "left-out");
    sums.open += Number(item.state === "waiting" || item.state === "sending");
    sums.refused += item.refused.length;
    sums.sent += item.state === "failed" || item.state === "left-out" ? 1 : item.sent;
    sums.duplicates += Number(item.error?.code === DUPLICATE);
    if (refusedLines.length < 1_000) {
      refusedLines.push(
        ...item.refused.map(({ line, ...rest }) => ({ where: `line ${count(line)}`, ...rest })),
      );
    }
  }
  return { ...sums, refusedLines };
}
