import type { WithheldOffers } from "../../../api/gen";
import type { Store } from "../../../core/store";
import { Button, LinkButton } from "../../../ui/Button";
import { EmptyState } from "../../../ui/EmptyState";
import { countOf } from "../../../ui/format";
import { CopyIcon, EyeOffIcon, ModelIcon } from "../../../ui/icons";
import { Slider } from "../../../ui/Slider";
import type { ReviewProps } from "../review-tabs";
import { useContent } from "../use-content";
import { acceptAll } from "./accept-all";
import { LayerCard } from "./LayerCard";
import { NewerOffers } from "./NewerOffers";
import { ASPECTS, type OfferView, offersOf } from "./offers";
import styles from "./review.module.css";

/** What models say about the data row, and what the person makes of it. */
export default function PredictionsPanel({ store, session }: ReviewProps) {
  const view = useContent(store, offersOf, ASPECTS);
  const { withheld } = session.draft;
  if (view.layers.length === 0) {
    return withheld ? (
      <Hidden withheld={withheld} project={session.projectUid} />
    ) : (
      <EmptyState
        icon={ModelIcon}
        title="No pre-labels on this data row"
        actions={
          <LinkButton size="small" href={`/projects/${session.projectUid}/import`}>
            Import pre-labels
          </LinkButton>
        }
      >
        A model's predictions would be listed here, each to be accepted, corrected or rejected.
      </EmptyState>
    );
  }
  const isFresh =
    store.draft.size === 0 && view.layers.every((one) => one.accepted + one.corrected + one.rejected === 0);
  return (
    <div className={styles.panel}>
      <NewerOffers session={session} />
      {isFresh && view.open > 0 && <Copy store={store} view={view} />}
      {view.isScored && <Confidence store={store} view={view} />}
      <ul className={styles.cards} aria-label="Pre-labels by model version">
        {view.layers.map((layer) => (
          <LayerCard key={layer.layer} store={store} offer={layer} />
        ))}
      </ul>
      {withheld && <p className={styles.aside}>{withheldWords(withheld)}</p>}
    </div>
  );
}

/** Opened to look it up, a task begins empty: one press takes everything that is offered. */
function Copy({ store, view }: { store: Store; view: OfferView }) {
  return (
    <div className={styles.copy}>
      <Button icon={CopyIcon} onPress={() => acceptAll(store)}>
        Copy {countOf(view.open, "pre-label")} into the draft
      </Button>
      <p className={styles.note}>You can undo it as one step, and correct what is wrong.</p>
    </div>
  );
}

function Confidence({ store, view }: { store: Store; view: OfferView }) {
  const highest = Math.max(...view.bins, 1);
  return (
    <div className={styles.confidence}>
      <svg
        className={styles.scores}
        viewBox={`0 0 ${view.bins.length} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {view.bins.map((count, no) => {
          const height = count === 0 ? 0 : 0.08 + (0.92 * count) / highest;
          const isBelow = (no + 1) / view.bins.length <= store.minScore;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is known by its place alone
              key={no}
              x={no + 0.1}
              y={1 - height}
              width={0.8}
              height={height}
              className={isBelow ? styles.below : styles.bar}
            />
          );
        })}
      </svg>
      <Slider
        label="Confidence at least"
        minValue={0}
        maxValue={1}
        step={0.01}
        formatOptions={{ minimumFractionDigits: 2, maximumFractionDigits: 2 }}
        value={store.minScore}
        onChange={(value) => store.setMinScore(value)}
      />
    </div>
  );
}

function Hidden({ withheld, project }: { withheld: WithheldOffers; project: string }) {
  return (
    <EmptyState
      icon={EyeOffIcon}
      title={
        withheld.reason === "off"
          ? "This project shows no pre-labels"
          : "None of the version this project shows"
      }
      actions={
        <LinkButton size="small" href={`/projects/${project}/settings`}>
          Project settings
        </LinkButton>
      }
    >
      {withheldWords(withheld)}
    </EmptyState>
  );
}

/** Says what is there and not shown, and why. */
export function withheldWords({ reason, versions, annotations }: WithheldOffers): string {
  const named = versions.filter((one) => one !== null);
  const listed =
    named.length > 3 ? `${named.slice(0, 3).join(", ")} and ${named.length - 3} more` : named.join(", ");
  const there = `${countOf(annotations, "pre-label")}${listed && ` of ${listed}`} ${annotations === 1 ? "is" : "are"} there`;
  const why = {
    off: "they are hidden in the settings of the project",
    older_version: "only the newest version is shown",
    other_version: "only another version is shown",
  }[reason];
  return `${there}; ${why}.`;
}
