import { memo, useMemo, useState } from "react";
import type { Choice } from "../../core/ontology";
import { titleOf as featureTitle } from "../../core/ontology";
import { featureName } from "../../core/view";
import { IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { EyeIcon, EyeOffIcon } from "../../ui/icons";
import { Swatch } from "../../ui/Tag";
import { SearchField } from "../../ui/TextField";
import { Caps } from "./Caps";
import { countsOf } from "./counts";
import styles from "./FeaturePalette.module.css";
import { pick } from "./pick";
import type { EditorSession } from "./session";
import { useContent } from "./use-content";
import { useBegun, useFeatureKeys } from "./use-keymap";
import { useStore } from "./use-store";

interface Props {
  session: EditorSession;
  onPicked: () => void;
}

/** What can be drawn: every feature and label with its colour, its key, and how many there are. */
export const FeaturePalette = memo(function FeaturePalette({ session, onPicked }: Props) {
  const { store, ontology, keys } = session;
  const [wanted, setWanted] = useState("");
  const chords = useFeatureKeys(keys, ontology.choices);
  const counts = useContent(store, countsOf);
  const begun = useBegun(keys);
  const groups = useMemo(() => grouped(session, wanted), [session, wanted]);
  const isBare = ontology.tools.some((one) => ontology.unlabelled(geometryOf(one.kind)) !== undefined);
  return (
    <nav aria-label="Features" className={styles.palette}>
      {ontology.choices.length > 8 && (
        <div className={styles.search}>
          <SearchField label="Search features" value={wanted} onChange={setWanted} />
        </div>
      )}
      <div className={styles.list}>
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            {group.isNamed && <h2 className={styles.heading}>{group.title}</h2>}
            <ul>
              {group.choices.map((choice) => (
                <Row
                  key={nameOf(choice)}
                  session={session}
                  choice={choice}
                  chord={chords[ontology.choices.indexOf(choice)] ?? null}
                  begun={begun}
                  count={counts.get(nameOf(choice)) ?? 0}
                  onPicked={onPicked}
                />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className={styles.none}>No feature is called “{wanted}”.</p>}
        {isBare && wanted === "" && (
          <Unlabelled session={session} count={counts.get("") ?? 0} onPicked={onPicked} />
        )}
      </div>
    </nav>
  );
});

interface RowProps extends Props {
  choice: Choice;
  chord: string | null;
  begun: string | null;
  count: number;
}

function Row({ session, choice, chord, begun, count, onPicked }: RowProps) {
  const { store } = session;
  const { feature, label, title, color } = choice;
  const isActive = useStore(store, (one) => one.activeFeature === feature && one.activeLabel === label);
  const isHidden = useStore(store, (one) => one.hidden.features.has(featureName(feature, label)));
  const isNext = begun !== null && chord?.startsWith(`${begun} `);
  return (
    <li className={classes(styles.row, isActive && styles.active, isNext && styles.next)}>
      <button
        type="button"
        className={styles.pick}
        aria-pressed={isActive}
        aria-keyshortcuts={chord ?? undefined}
        onClick={() => {
          pick(session, choice);
          onPicked();
        }}
      >
        <Swatch color={color} />
        <span className={styles.name}>{title}</span>
        {count > 0 && <span className={styles.count}>{count.toLocaleString("en")}</span>}
        <Caps chord={chord} isFaint={!isActive} />
      </button>
      <span className={classes(styles.eye, isHidden && styles.off)}>
        <IconButton
          size="small"
          icon={isHidden ? EyeOffIcon : EyeIcon}
          label={isHidden ? `Show ${title}` : `Hide ${title}`}
          onPress={() => store.hideFeature(feature, !isHidden, label)}
        />
      </span>
    </li>
  );
}

/** Shapes may be drawn before anybody knows what they are. */
function Unlabelled({ session, count, onPicked }: Props & { count: number }) {
  const isActive = useStore(
    session.store,
    (one) => one.activeLabel === null && one.view.activeFeature === null,
  );
  return (
    <ul className={styles.bare}>
      <li className={classes(styles.row, isActive && styles.active)}>
        <button
          type="button"
          className={styles.pick}
          aria-pressed={isActive}
          onClick={() => {
            pick(session, null);
            onPicked();
          }}
        >
          <Swatch color={null} />
          <span className={styles.name}>No label yet</span>
          {count > 0 && <span className={styles.count}>{count.toLocaleString("en")}</span>}
        </button>
      </li>
    </ul>
  );
}

interface Group {
  title: string;
  isNamed: boolean;
  choices: Choice[];
}

function grouped(session: EditorSession, wanted: string): Group[] {
  const { choices } = session.ontology;
  const words = wanted.trim().toLowerCase();
  const shown = choices.filter((one) => words === "" || one.title.toLowerCase().includes(words));
  const groups = new Map<string, Group>();
  for (const choice of shown) {
    const isRelation = choice.kind === "relationship";
    const feature = session.ontology.feature(choice.feature);
    const title = isRelation ? "Relationships" : choice.label && feature ? featureTitle(feature) : "Features";
    const group = groups.get(title) ?? { title, isNamed: true, choices: [] };
    group.choices.push(choice);
    groups.set(title, group);
  }
  const all = [...groups.values()];
  return all.length === 1 ? all.map((one) => ({ ...one, isNamed: false })) : all;
}

function nameOf(choice: Choice): string {
  return featureName(choice.feature, choice.label);
}

function geometryOf(kind: Choice["kind"]): Parameters<EditorSession["ontology"]["unlabelled"]>[0] {
  const drawn = { text_entity: "text_span", region: "box" } as Record<string, string>;
  return (drawn[kind] ?? kind) as Parameters<EditorSession["ontology"]["unlabelled"]>[0];
}
