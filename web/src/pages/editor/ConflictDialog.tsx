import { useState } from "react";
import type { Difference } from "../../core/difference";
import type { Annotation } from "../../core/wire";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Dialog } from "../../ui/Dialog";
import { Swatch } from "../../ui/Tag";
import { linesOf } from "./describe";
import styles from "./dialogs.module.css";
import type { EditorSession } from "./session";
import { useSync } from "./use-desk";

type Side = "mine" | "theirs";

/** Two windows changed the same regions: each is shown twice, and the person keeps one of both. */
export function ConflictDialog({ session }: { session: EditorSession }) {
  const { phase, differences } = useSync(session);
  if (phase !== "conflict" || differences.length === 0) return null;
  return <Choices session={session} differences={differences} />;
}

function Choices({ session, differences }: { session: EditorSession; differences: readonly Difference[] }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const choose = (key: string, side: Side) => setChosen(new Map(chosen).set(key, side));
  const all = (side: Side) => setChosen(new Map(differences.map(({ key }) => [key, side])));
  const open = differences.filter(({ key }) => !chosen.has(key)).length;
  return (
    <Dialog
      isOpen
      size="large"
      role="alertdialog"
      title="Changed in two places"
      lead="This draft was changed in another window too. Everything else was put together; these regions say two things."
      onOpenChange={() => undefined}
      footer={
        <>
          <Button onPress={() => all("mine")}>Keep all of mine</Button>
          <Button onPress={() => all("theirs")}>Take all of theirs</Button>
          <Button tone="primary" isDisabled={open > 0} onPress={() => session.sync.resolve(chosen)}>
            {open > 0 ? `${open} to decide` : "Go on"}
          </Button>
        </>
      }
    >
      <div className={styles.sides} aria-hidden="true">
        <span>Here (mine)</span>
        <span>On the server (theirs)</span>
      </div>
      <ul className={styles.pairs}>
        {differences.map(({ key, mine, theirs }) => (
          <li key={key}>
            <div role="radiogroup" aria-label={nameOf(session, mine ?? theirs)} className={styles.pair}>
              <Version
                session={session}
                says={mine}
                other={theirs}
                side="mine"
                chosen={chosen.get(key)}
                onChoose={(side) => choose(key, side)}
              />
              <Version
                session={session}
                says={theirs}
                other={mine}
                side="theirs"
                chosen={chosen.get(key)}
                onChoose={(side) => choose(key, side)}
              />
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface VersionProps {
  session: EditorSession;
  says: Annotation | null;
  other: Annotation | null;
  side: Side;
  chosen: Side | undefined;
  onChoose: (side: Side) => void;
}

function Version({ session, says, other, side, chosen, onChoose }: VersionProps) {
  const lines = says ? linesOf(session.ontology, says) : [];
  const others = new Map(other ? linesOf(session.ontology, other) : []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the whole card is the button
    <button
      type="button"
      role="radio"
      aria-checked={chosen === side}
      className={classes(styles.version, chosen === side && styles.kept)}
      onClick={() => onChoose(side)}
    >
      <span className={styles.name}>
        {says ? (
          <>
            <Swatch color={session.ontology.colorOf(says)} /> {session.ontology.titleOf(says)}
          </>
        ) : (
          "Deleted"
        )}
      </span>
      <span className={styles.lines}>
        {lines.map(([name, value]) => (
          <span key={name} className={classes(styles.line, others.get(name) !== value && styles.differs)}>
            <span>{name}</span> <span className="numeric">{value}</span>
          </span>
        ))}
      </span>
    </button>
  );
}

function nameOf(session: EditorSession, annotation: Annotation | null): string {
  return annotation ? session.ontology.titleOf(annotation) : "Region";
}
