import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { DiffPair, TaskDiff } from "../../../api/gen";
import type { Store } from "../../../core/store";
import type { Engine } from "../../../engine/engine";
import { stageOf } from "../../../stages/table";
import { IconButton } from "../../../ui/Button";
import { ErrorState } from "../../../ui/ErrorState";
import { ArrowLeftIcon, ArrowRightIcon, CrossIcon } from "../../../ui/icons";
import { KeyCap } from "../../../ui/KeyCap";
import { Loading } from "../../../ui/Loading";
import { Segmented } from "../../../ui/Segmented";
import { announce } from "../../../ui/Toast";
import type { EditorSession } from "../session";
import styles from "./CompareView.module.css";
import { DiffCounts, DiffList } from "./DiffList";
import { type Sides, titleOfSide } from "./sides";
import { useDiff } from "./use-diff";
import { disagreements, picturesOf, refsOf, titleOfPair, VERDICTS } from "./verdicts";

export type { Sides } from "./sides";

interface Props {
  session: EditorSession;
  sides: Sides;
  /** The disagreement that is shown at first. */
  first?: number;
  onClose: () => void;
}

/** Two sides over the whole window: over each other or side by side, one disagreement after the other. */
export function CompareView({ session, sides, first = 0, onClose }: Props) {
  const { data, error, refetch } = useDiff(session, sides);
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} className={styles.overlay ?? ""}>
      <Modal className={styles.modal ?? ""}>
        <Dialog className={styles.dialog ?? ""} aria-label="Compare">
          {data ? (
            <Comparison session={session} sides={sides} diff={data} first={first} onClose={onClose} />
          ) : error ? (
            <ErrorState
              error={error}
              title="The sides could not be compared"
              onRetry={() => void refetch()}
            />
          ) : (
            <Loading label="Comparing" />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type Look = "overlay" | "beside";

function Comparison({ session, sides, diff, first, onClose }: Required<Props> & { diff: TaskDiff }) {
  const [look, setLook] = useState<Look>("overlay");
  const [at, setAt] = useState(first);
  const pictures = useMemo(() => picturesOf(diff, session.ontology.ontology), [diff, session.ontology]);
  const pairs = useMemo(() => disagreements(diff), [diff]);
  const engines = useRef(new Map<string, Engine>());
  const show = useCallback(
    (no: number) => {
      const pair = pairs[no];
      if (!pair) return;
      setAt(no);
      select(pictures, pair, engines.current);
      const { title } = VERDICTS[pair.verdict];
      announce(`${no + 1} of ${pairs.length}: ${title}, ${titleOfPair(diff, pair, session.ontology)}`);
    },
    [pairs, pictures, diff, session.ontology],
  );
  const step = (by: number) => pairs.length > 0 && show((at + by + pairs.length) % pairs.length);
  const took = useCallback(
    (name: string) => (engine: Engine | null) => {
      if (engine) engines.current.set(name, engine);
      else engines.current.delete(name);
    },
    [],
  );
  useLinked(engines, look);
  useStepKeys(step);
  const latest = useRef(at);
  latest.current = at;
  // The stages need a moment to have a size before anything can be brought into their view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the look changes
  useEffect(() => {
    const timer = setTimeout(() => show(latest.current), 300);
    return () => clearTimeout(timer);
  }, [look, pictures]);
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <Heading slot="title" className={styles.title}>
          {titleOfSide(session, sides.left)} <span className={styles.against}>against</span>{" "}
          {titleOfSide(session, sides.right)}
        </Heading>
        <DiffCounts counts={diff.counts} />
        <Segmented<Look>
          label="How they are shown"
          segments={[
            { id: "overlay", label: "Overlay" },
            { id: "beside", label: "Side by side" },
          ]}
          value={look}
          onChange={setLook}
        />
        <IconButton icon={CrossIcon} label="Close" shortcut="escape" onPress={onClose} />
      </header>
      <div className={styles.work}>
        {look === "overlay" ? (
          <Side session={session} store={pictures.both} engineRef={took("both")}>
            <Key line="double">{titleOfSide(session, sides.left)}</Key>
            <Key line="dashed">{titleOfSide(session, sides.right)}</Key>
          </Side>
        ) : (
          <>
            <Side session={session} store={pictures.left} engineRef={took("left")}>
              <Key line="double">{titleOfSide(session, sides.left)}</Key>
            </Side>
            <Side session={session} store={pictures.right} engineRef={took("right")}>
              <Key line="dashed">{titleOfSide(session, sides.right)}</Key>
            </Side>
          </>
        )}
        <aside className={styles.list} aria-label="Differences">
          <div className={styles.steps}>
            <IconButton
              icon={ArrowLeftIcon}
              size="small"
              label="Previous difference"
              isDisabled={pairs.length === 0}
              onPress={() => step(-1)}
            />
            <span className={styles.place}>
              {pairs.length === 0 ? "no difference" : `${at + 1} of ${pairs.length.toLocaleString("en")}`}
            </span>
            <IconButton
              icon={ArrowRightIcon}
              size="small"
              label="Next difference"
              isDisabled={pairs.length === 0}
              onPress={() => step(1)}
            />
            <span className={styles.keys}>
              <KeyCap keys="[" /> <KeyCap keys="]" />
            </span>
          </div>
          <div className={styles.scroller}>
            <DiffList diff={diff} pairs={pairs} ontology={session.ontology} current={at} onChoose={show} />
          </div>
        </aside>
      </div>
    </div>
  );
}

interface SideProps {
  session: EditorSession;
  store: Store;
  engineRef: (engine: Engine | null) => void;
  children: React.ReactNode;
}

function Side({ session, store, engineRef, children }: SideProps) {
  const { data_row: row } = session.task;
  const Shown = stageOf(row.media_type);
  return (
    <section className={styles.side}>
      <div className={styles.legend}>{children}</div>
      <Suspense fallback={<Loading />}>
        <Shown store={store} row={row} engineRef={engineRef} isReadOnly />
      </Suspense>
    </section>
  );
}

/** Which line means which side. */
function Key({ line, children }: { line: "double" | "dashed"; children: React.ReactNode }) {
  return (
    <span className={styles.key}>
      <span className={styles[line]} aria-hidden="true" />
      {children}
    </span>
  );
}

function select(
  pictures: ReturnType<typeof picturesOf>,
  pair: DiffPair,
  engines: ReadonlyMap<string, Engine>,
): void {
  const refs = refsOf(pair);
  for (const store of Object.values(pictures)) store.select(refs);
  for (const engine of engines.values()) {
    const there = refs.find((ref) => engine.store.at(ref));
    if (there) engine.reveal(there, true);
  }
}

/** The keys that step, before anything behind the window gets them. */
function useStepKeys(step: (by: number) => void): void {
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "[" && event.key !== "]") return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(event.key === "]" ? 1 : -1);
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}

/** Two views of the same thing move together. */
function useLinked(engines: React.RefObject<Map<string, Engine>>, look: Look): void {
  useEffect(() => {
    if (look !== "beside") return;
    let unlink: (() => void) | null = null;
    const timer = setInterval(() => {
      const [left, right] = [engines.current.get("left"), engines.current.get("right")];
      if (!left || !right) return;
      unlink = left.link(right);
      clearInterval(timer);
    }, 50);
    return () => {
      clearInterval(timer);
      unlink?.();
    };
  }, [engines, look]);
}
