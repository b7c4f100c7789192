import type { MouseEvent, ReactNode } from "react";
import { refId } from "../../core/annotation";
import type { Annotation } from "../../core/wire";
import { passageOf, usePassage } from "../../stages/passages";
import { classes } from "../../ui/classes";
import { EyeIcon, EyeOffIcon, LockIcon, RelationIcon, UnlockIcon, WarningIcon } from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";
import { Swatch } from "../../ui/Tag";
import styles from "./RegionList.module.css";
import { type Origin, originOf, type Region, shownScore } from "./regions";
import type { EditorSession } from "./session";
import { useStore } from "./use-store";

interface Props {
  session: EditorSession;
  region: Region;
  index: number;
  top: number;
  isCurrent: boolean;
  isRefused: boolean;
  onChoose: (event: MouseEvent) => void;
  onShow: () => void;
}

const ORIGINS: Record<Origin, string> = {
  mine: "",
  accepted: "accepted",
  corrected: "corrected",
  offered: "pre-label",
  label: "label",
};

/** One region: what it is, how sure a model was, where it comes from, and whether it is locked or hidden. */
export function RegionRow({ session, region, index, top, isCurrent, isRefused, onChoose, onShow }: Props) {
  const { store, ontology } = session;
  const { layer, key, title } = region;
  const annotation = useStore(store, (one) => one.get(layer, key));
  const isSelected = useStore(store, (one) => one.isSelected(layer, key));
  const isHovered = useStore(store, (one) => one.hover?.key === key && one.hover.layer === layer);
  const isHidden = useStore(store, (one) => one.hidden.all || one.hidden.refs.has(refId(layer, key)));
  const isLocked = useStore(store, (one) => one.isLocked(layer, key));
  const passage = usePassage(store, annotation);
  if (!annotation) return null;
  const origin = originOf(layer, annotation);
  const score = shownScore(annotation);
  const isReadonly = annotation.readonly === true;
  const note = annotation.relation
    ? ends(session, annotation.relation)
    : passage || excerpt(annotation.geometry);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid has no table element
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of all rows
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      aria-label={spoken(title, note, score, origin, isReadonly || isLocked, isHidden, isRefused)}
      tabIndex={isCurrent ? 0 : -1}
      className={classes(
        styles.row,
        isSelected && styles.selected,
        isHovered && styles.hovered,
        isHidden && styles.hidden,
        isRefused && styles.refused,
      )}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onChoose}
      onDoubleClick={onShow}
      onPointerEnter={() => store.setHover({ layer, key })}
      onPointerLeave={() => store.setHover(null)}
    >
      <Cell className={styles.name}>
        {annotation.kind === "relationship" ? (
          <RelationIcon size={12} className={styles.link} />
        ) : (
          <Swatch color={ontology.colorOf(annotation)} />
        )}
        <span className={styles.title}>{title}</span>
        {note && <span className={styles.note}>{note}</span>}
      </Cell>
      {isRefused && <WarningIcon size={14} className={styles.warning} />}
      <Cell className={styles.origin} origin={origin}>
        {ORIGINS[origin]}
      </Cell>
      <Cell className={styles.score}>{score === null ? "" : score.toFixed(2)}</Cell>
      <Cell className={classes(styles.switch, (isLocked || isReadonly) && styles.on)}>
        <Switch
          icon={isLocked || isReadonly ? LockIcon : UnlockIcon}
          isDisabled={isReadonly}
          label={isReadonly ? "Read-only" : isLocked ? "Unlock" : "Lock"}
          onPress={() => store.lock([region], !isLocked)}
        />
      </Cell>
      <Cell className={classes(styles.switch, isHidden && styles.on)}>
        <Switch
          icon={isHidden ? EyeOffIcon : EyeIcon}
          label={isHidden ? "Show" : "Hide"}
          onPress={() => store.hide([region], !isHidden)}
        />
      </Cell>
    </div>
  );
}

interface SwitchProps {
  icon: IconComponent;
  label: string;
  isDisabled?: boolean;
  onPress: () => void;
}

/** A plain button: rows come and go by the dozen, and an `IconButton` costs twenty times as much to make. */
function Switch({ icon: Icon, label, isDisabled, onPress }: SwitchProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      className={styles.button}
      onClick={(event) => {
        // The row would take the click as its own.
        event.stopPropagation();
        onPress();
      }}
    >
      <Icon />
    </button>
  );
}

interface CellProps {
  className?: string;
  origin?: Origin;
  children: ReactNode;
}

function Cell({ className, origin, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid has no table element
    <span role="gridcell" tabIndex={-1} className={className} data-origin={origin}>
      {children}
    </span>
  );
}

/** What a relationship joins: without it, those of one name cannot be told apart. */
function ends({ store, ontology }: EditorSession, relation: NonNullable<Annotation["relation"]>): string {
  const title = (key: string | null | undefined) => {
    const end = key ? store.draft.get(key) : undefined;
    return end ? passageOf(store, end) || ontology.titleOf(end) : "";
  };
  const [from, to] = [title(relation.source), title(relation.target)];
  return from && to ? `${from} → ${to}` : "";
}

function excerpt(geometry: unknown): string {
  const text = (geometry as { text?: unknown } | null)?.text;
  return typeof text === "string" ? text : "";
}

function spoken(
  title: string,
  note: string,
  score: number | null,
  origin: Origin,
  isLocked: boolean,
  isHidden: boolean,
  isRefused: boolean,
): string {
  const parts = [title, note, ORIGINS[origin], score === null ? "" : `score ${score.toFixed(2)}`];
  parts.push(isLocked ? "locked" : "", isHidden ? "hidden" : "", isRefused ? "refused by the server" : "");
  return parts.filter(Boolean).join(", ");
}
