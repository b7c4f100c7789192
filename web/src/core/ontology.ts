import { cleanColor, paletteColor, UNLABELLED } from "./palette";
import type { Annotation, Feature, FeatureKind, Geometry, Ontology } from "./wire";

export const TOOL_KINDS: ReadonlySet<FeatureKind> = new Set([
  "box",
  "polygon",
  "polyline",
  "path",
  "point",
  "ellipse",
  "mask",
  "text_entity",
  "time_range",
  "series_range",
  "message_choice",
  "region",
]);

export const QUESTION_KINDS: ReadonlySet<FeatureKind> = new Set([
  "radio",
  "checklist",
  "text",
  "number",
  "rating",
  "datetime",
  "taxonomy",
  "ranking",
  "pairwise",
  "prompt",
]);

/** Which kinds of features draw a geometry; a `region` draws any. */
const DRAWN_BY: Partial<Record<Geometry["type"], FeatureKind>> = {
  box: "box",
  box_xyxy: "box",
  box_cxcywh: "box",
  polygon: "polygon",
  polyline: "polyline",
  path: "path",
  point: "point",
  ellipse: "ellipse",
  mask: "mask",
  bitmap: "mask",
  text_span: "text_entity",
  markup_span: "text_entity",
  paragraph_span: "text_entity",
  token_span: "text_entity",
  time_range: "time_range",
  series_range: "series_range",
  track: "box",
};

/** Something a person can pick to draw or to link with: a feature, or one label of it. */
export interface Choice {
  readonly feature: string;
  readonly label: string | null;
  readonly kind: FeatureKind;
  readonly title: string;
  readonly color: string;
  /** The key the ontology gives it, in lower case; null leaves it to the keymap. */
  readonly hotkey: string | null;
}

/** Look-ups over one version of an ontology. */
export class OntologyIndex {
  readonly ontology: Ontology;
  readonly tools: readonly Feature[];
  readonly questions: readonly Feature[];
  readonly relationships: readonly Feature[];
  readonly choices: readonly Choice[];
  readonly #features = new Map<string, Feature>();
  readonly #choices = new Map<string, Choice>();
  readonly #hotkeys = new Map<string, Choice>();

  constructor(ontology: Ontology) {
    this.ontology = ontology;
    this.tools = ontology.features.filter((one) => TOOL_KINDS.has(one.kind));
    this.relationships = ontology.features.filter((one) => one.kind === "relationship");
    this.questions = ontology.features.filter((one) => QUESTION_KINDS.has(one.kind));
    for (const feature of ontology.features) this.#features.set(feature.name, feature);
    this.choices = [...this.tools, ...this.relationships].flatMap(choicesOf).map(colored);
    for (const choice of this.choices) {
      this.#choices.set(choiceName(choice.feature, choice.label), choice);
      if (choice.hotkey && !this.#hotkeys.has(choice.hotkey)) this.#hotkeys.set(choice.hotkey, choice);
    }
  }

  /** The top-level feature of a name: a tool, a question or a relationship. */
  feature(name: string | null | undefined): Feature | undefined {
    return name == null ? undefined : this.#features.get(name);
  }

  choice(feature: string | null | undefined, label: string | null | undefined = null): Choice | undefined {
    return feature == null ? undefined : this.#choices.get(choiceName(feature, label ?? null));
  }

  choiceAt(hotkey: string): Choice | undefined {
    return this.#hotkeys.get(hotkey);
  }

  /** The colour of a feature, or of the first of labels that has one. */
  color(feature: string | null | undefined, labels: readonly string[] = []): string {
    for (const label of labels) {
      const color = this.choice(feature, label)?.color;
      if (color) return color;
    }
    return this.choice(feature)?.color ?? UNLABELLED;
  }

  colorOf(annotation: Annotation): string {
    return this.color(annotation.feature, annotation.labels);
  }

  /** What people read for an annotation: its labels, or else the title of its feature. */
  titleOf(annotation: Annotation): string {
    const labels = annotation.labels ?? [];
    const named = labels.map((label) => this.choice(annotation.feature, label)?.title ?? label);
    if (named.length > 0) return named.join(", ");
    const feature = this.feature(annotation.feature);
    return feature ? titleOf(feature) : (annotation.feature ?? "Unlabelled");
  }

  /** Labels a tool may give; none for one whose name says it all. */
  labelsOf(feature: string | null | undefined): Feature[] {
    return this.feature(feature)?.children?.filter((child) => child.kind === "label") ?? [];
  }

  /** Questions asked about an object: those below its feature and labels, and those asked about every region. */
  nested(feature: string | null | undefined, labels: readonly string[] = []): Feature[] {
    const tool = this.feature(feature);
    const ofLabels = this.labelsOf(feature).filter((one) => labels.includes(one.name));
    const below = [...(tool ? questionsBelow(tool) : []), ...ofLabels.flatMap(questionsBelow)];
    return tool && TOOL_KINDS.has(tool.kind) ? [...below, ...this.questions.filter(isPerRegion)] : below;
  }

  /** Questions asked about the data row as a whole. */
  get rowQuestions(): Feature[] {
    return this.questions.filter((one) => !isPerRegion(one));
  }

  /** Kinds of tools the ontology has, in its order. */
  get kinds(): FeatureKind[] {
    return [...new Set(this.tools.map((one) => one.kind))];
  }

  /** Whether a feature may have a geometry. */
  draws(feature: Feature, geometry: Geometry["type"]): boolean {
    return feature.kind === "region" || DRAWN_BY[geometry] === feature.kind;
  }

  /** The feature a shape drawn without a label belongs to: the first that draws it and names it by labels. */
  unlabelled(geometry: Geometry["type"]): Feature | undefined {
    const drawing = this.tools.filter((one) => this.draws(one, geometry));
    return drawing.find((one) => one.kind !== "region" && isBare(one)) ?? drawing.find(isBare);
  }

  /** The feature something drawn belongs to: the active one if it may, or else the first that may; none if nothing may. */
  drawing(geometry: Geometry["type"], active: string | null): Feature | undefined {
    const feature = this.feature(active);
    if (feature && this.draws(feature, geometry)) return feature;
    if (active === null) return this.unlabelled(geometry);
    return this.tools.find((one) => one.kind !== "region" && this.draws(one, geometry));
  }

  /** Whether a relationship may go from an annotation of one feature to one of another. */
  mayJoin(
    relationship: string | null,
    source: string | null | undefined,
    target: string | null | undefined,
  ): boolean {
    const pairs = this.feature(relationship)?.constraints ?? [];
    return pairs.length === 0 || pairs.some(([from, to]) => from === source && to === target);
  }
}

export function titleOf(feature: Feature): string {
  return feature.title ?? feature.name;
}

/** Questions directly below a tool, a label or an option. */
export function questionsBelow(feature: Feature): Feature[] {
  return feature.children?.filter((child) => QUESTION_KINDS.has(child.kind)) ?? [];
}

/** Options of a question; those of a taxonomy have options below them. */
export function optionsOf(feature: Feature): Feature[] {
  return feature.children?.filter((child) => child.kind === "option") ?? [];
}

/** A control of Label Studio that draws shapes and gives them labels: its shapes may have none. */
function isBare(feature: Feature): boolean {
  return (
    foreign(feature).to_name !== undefined || (feature.children ?? []).some((one) => one.kind === "label")
  );
}

function isPerRegion(feature: Feature): boolean {
  return foreign(feature).per === "region";
}

function foreign(feature: Feature): Record<string, unknown> {
  return part(feature.ext, "label_studio");
}

function part(ext: Feature["ext"], name: string): Record<string, unknown> {
  const found = (ext as Record<string, unknown> | undefined)?.[name];
  return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
}

function hotkeyOf(feature: Feature): string | null {
  const own = part(feature.ext, "postil").hotkey ?? foreign(feature).hotkey;
  return typeof own === "string" && own !== "" ? own.toLowerCase() : null;
}

function choiceName(feature: string, label: string | null): string {
  return label === null ? feature : `${feature}\n${label}`;
}

interface Plain extends Omit<Choice, "color"> {
  readonly color: string | null;
}

/** A tool itself, or each of its labels where it has some. Labels of a lender come with the tools it lends to. */
function choicesOf(feature: Feature): Plain[] {
  const labels = feature.children?.filter((child) => child.kind === "label") ?? [];
  const make = (one: Feature, label: string | null): Plain => ({
    feature: feature.name,
    label,
    kind: feature.kind,
    title: titleOf(one),
    color: cleanColor(one.color) ?? cleanColor(feature.color),
    hotkey: hotkeyOf(one),
  });
  return labels.length > 0 ? labels.map((label) => make(label, label.name)) : [make(feature, null)];
}

function colored(choice: Plain, _: number, all: readonly Plain[]): Choice {
  if (choice.color) return { ...choice, color: choice.color };
  // A label of the same name looks the same under every tool.
  const names = [...new Set(all.map((one) => one.label ?? one.feature))];
  return { ...choice, color: paletteColor(names.indexOf(choice.label ?? choice.feature)) };
}
