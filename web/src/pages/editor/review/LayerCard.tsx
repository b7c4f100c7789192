import { acceptAbove, undecidedAbove } from "../../../core/commands/accept";
import { reject } from "../../../core/commands/reject";
import type { Store } from "../../../core/store";
import { Button, IconButton } from "../../../ui/Button";
import { countOf, percent } from "../../../ui/format";
import { CheckIcon, CrossIcon, EyeIcon, EyeOffIcon } from "../../../ui/icons";
import { Swatch } from "../../../ui/Tag";
import { announce } from "../../../ui/Toast";
import type { FeatureOffer, LayerOffer } from "./offers";
import styles from "./review.module.css";

/** One version's pre-labels: how many are decided, and what can be done with the rest, feature by feature. */
export function LayerCard({ store, offer }: { store: Store; offer: LayerOffer }) {
  const { layer, title, score, isHidden, all } = offer;
  const decided = all - offer.features.reduce((sum, one) => sum + one.open + one.below, 0);
  return (
    <li className={styles.card} data-hidden={isHidden || undefined}>
      <header className={styles.cardHead}>
        <span className={styles.mark} aria-hidden="true" />
        <h2 className={styles.version} title={title}>
          {title}
        </h2>
        {score !== null && (
          <span className={styles.score} title="Score of the prediction">
            {score.toFixed(2)}
          </span>
        )}
        <IconButton
          icon={isHidden ? EyeOffIcon : EyeIcon}
          size="small"
          label={isHidden ? `Show ${title}` : `Hide ${title}`}
          onPress={() => store.hideLayer(layer, !isHidden)}
        />
      </header>
      <Progress offer={offer} />
      <p className={styles.counts}>
        {decided === 0
          ? countOf(all, "pre-label")
          : `${decided.toLocaleString("en")} of ${all.toLocaleString("en")} decided`}
      </p>
      {offer.features.length > 0 && (
        <ul className={styles.features}>
          {offer.features.map((one) => (
            <FeatureRow key={one.feature} store={store} offer={offer} feature={one} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Accepted, corrected, rejected and open, each in a pattern of its own. */
function Progress({ offer }: { offer: LayerOffer }) {
  const { all, accepted, corrected, rejected } = offer;
  const parts = [
    ["accepted", accepted],
    ["corrected", corrected],
    ["rejected", rejected],
  ] as const;
  const told = parts.map(([name, count]) => `${count} ${name}`).join(", ");
  return (
    <div className={styles.progress} role="img" aria-label={told} title={told}>
      {parts.map(
        ([name, count]) =>
          count > 0 && (
            <span key={name} className={styles[name]} style={{ width: percent(count / Math.max(all, 1)) }} />
          ),
      )}
    </div>
  );
}

function FeatureRow({ store, offer, feature }: { store: Store; offer: LayerOffer; feature: FeatureOffer }) {
  const { layer } = offer;
  const name = feature.feature === "" ? null : feature.feature;
  const act = (deed: "accept" | "reject") => {
    const command = acceptAbove(layer, store.minScore, name);
    if (deed === "accept") store.apply(command);
    else store.apply(reject(layer, undecidedAbove(command, store)));
    announce(`${countOf(feature.open, feature.title)} ${deed}ed`);
  };
  return (
    <li className={styles.feature}>
      <Swatch color={feature.color} />
      <span className={styles.name} title={feature.title}>
        {feature.title}
      </span>
      <span
        className={styles.number}
        title={feature.below > 0 ? `${feature.below} more score less` : undefined}
      >
        {feature.open.toLocaleString("en")}
        {feature.below > 0 && <span className={styles.faint}> / {feature.open + feature.below}</span>}
      </span>
      <Button
        size="small"
        tone="quiet"
        icon={CheckIcon}
        isDisabled={feature.open === 0}
        aria-label={`Accept ${countOf(feature.open, feature.title)}`}
        onPress={() => act("accept")}
      >
        Accept
      </Button>
      <IconButton
        icon={CrossIcon}
        size="small"
        isDisabled={feature.open === 0}
        label={`Reject ${countOf(feature.open, feature.title)}`}
        onPress={() => act("reject")}
      />
    </li>
  );
}
