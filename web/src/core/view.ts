import { type LayerId, type Ref, type RefId, refId } from "./annotation";
import type { Target } from "./wire";

/** What about the view has changed. */
export type Aspect =
  | "selection"
  | "hover"
  | "hidden"
  | "locked"
  | "min_score"
  | "active"
  | "tool"
  /** Nothing looks different: what is half drawn ends now, as its task is about to be left. */
  | "drawing"
  | "settings"
  | "refusal"
  | "ontology";

/** What is not shown. `features` holds names of features, or of a feature and one of its labels (`featureName`). */
export interface Hidden {
  readonly all: boolean;
  readonly layers: ReadonlySet<LayerId>;
  readonly features: ReadonlySet<string>;
  readonly refs: ReadonlySet<RefId>;
}

/** How somebody looks at the layers: nothing of it is saved with the draft. */
export interface View {
  readonly selection: readonly Ref[];
  readonly hover: Ref | null;
  readonly hidden: Hidden;
  /** Regions locked by the person against their own hand. */
  readonly locked: ReadonlySet<RefId>;
  /** Pre-labels that score less are not shown. */
  readonly minScore: number;
  /** Name of the feature that is drawn next; null draws without a label. */
  readonly activeFeature: string | null;
  /** Label value beside it, where the feature has some. */
  readonly activeLabel: string | null;
  readonly activeTool: string;
  /** Whether what is drawn is drawn to vertices, edges and the border; ctrl turns it round for a moment. */
  readonly isSnapping: boolean;
  /** Radius of brush and eraser in px of the asset. */
  readonly brushRadius: number;
  /** The page, item or message that is drawn on. */
  readonly target: Target | null;
}

export const FIRST_VIEW: View = {
  selection: [],
  hover: null,
  hidden: { all: false, layers: new Set(), features: new Set(), refs: new Set() },
  locked: new Set(),
  minScore: 0,
  activeFeature: null,
  activeLabel: null,
  activeTool: "select",
  isSnapping: true,
  brushRadius: 12,
  target: null,
};

/** Name under which a feature, or one label of it, is hidden. Annotations without a feature are `""`. */
export function featureName(feature: string | null | undefined, label?: string | null): string {
  return label ? `${feature ?? ""}\n${label}` : (feature ?? "");
}

export function isSameRef(one: Ref | null, other: Ref | null): boolean {
  return (
    one === other || (one !== null && other !== null && one.key === other.key && one.layer === other.layer)
  );
}

export function isSameRefs(one: readonly Ref[], other: readonly Ref[]): boolean {
  return one.length === other.length && one.every((ref, no) => isSameRef(ref, other[no] ?? null));
}

/** A set with something in it or not; the same set when that is so already. */
export function having<T>(set: ReadonlySet<T>, item: T, isIn: boolean): ReadonlySet<T> {
  if (set.has(item) === isIn) return set;
  const changed = new Set(set);
  if (isIn) changed.add(item);
  else changed.delete(item);
  return changed;
}

export function distinct(refs: readonly Ref[]): Ref[] {
  const seen = new Set<RefId>();
  return refs.filter(({ layer, key }) => {
    const id = refId(layer, key);
    return !seen.has(id) && Boolean(seen.add(id));
  });
}
