import type { Feature } from "../../api/gen";
import {
  AudioIcon,
  BoxIcon,
  CheckIcon,
  ClassificationIcon,
  ConversationIcon,
  EllipseIcon,
  HistoryIcon,
  MaskIcon,
  PointIcon,
  PolygonIcon,
  PolylineIcon,
  RadioIcon,
  RelationIcon,
  SortIcon,
  SpanIcon,
  StarIcon,
  TextAnswerIcon,
  UsageIcon,
} from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";
import type { Tree } from "./tree";
import { find, pathTo } from "./tree";

export type Kind = Feature["kind"];
export type Group = "tool" | "question" | "relationship" | "option" | "label";

export interface KindRule {
  id: Kind;
  label: string;
  group: Group;
  icon: IconComponent;
  /** Media it is offered for; null for all. */
  media: readonly string[] | null;
}

const PICTURES = ["image", "video", "document", "geospatial", "dicom"];
const TEXTS = ["text", "conversation", "document", "html"];

/** Kinds of features, in the order they are offered. */
export const KINDS: readonly KindRule[] = [
  { id: "box", label: "Box", group: "tool", icon: BoxIcon, media: PICTURES },
  { id: "polygon", label: "Polygon", group: "tool", icon: PolygonIcon, media: PICTURES },
  { id: "polyline", label: "Line", group: "tool", icon: PolylineIcon, media: PICTURES },
  { id: "point", label: "Point", group: "tool", icon: PointIcon, media: PICTURES },
  { id: "ellipse", label: "Ellipse", group: "tool", icon: EllipseIcon, media: PICTURES },
  { id: "mask", label: "Mask", group: "tool", icon: MaskIcon, media: PICTURES },
  { id: "region", label: "Any shape, labelled later", group: "tool", icon: BoxIcon, media: PICTURES },
  { id: "path", label: "Path", group: "tool", icon: PolylineIcon, media: PICTURES },
  { id: "text_entity", label: "Passage of text", group: "tool", icon: SpanIcon, media: TEXTS },
  {
    id: "message_choice",
    label: "Choice of messages",
    group: "tool",
    icon: ConversationIcon,
    media: ["conversation"],
  },
  { id: "time_range", label: "Stretch of time", group: "tool", icon: AudioIcon, media: ["audio", "video"] },
  { id: "series_range", label: "Stretch of a series", group: "tool", icon: UsageIcon, media: ["series"] },
  { id: "radio", label: "One of several", group: "question", icon: RadioIcon, media: null },
  { id: "checklist", label: "Any of several", group: "question", icon: ClassificationIcon, media: null },
  { id: "text", label: "Free text", group: "question", icon: TextAnswerIcon, media: null },
  { id: "number", label: "Number", group: "question", icon: TextAnswerIcon, media: null },
  { id: "rating", label: "Rating", group: "question", icon: StarIcon, media: null },
  { id: "datetime", label: "Date and time", group: "question", icon: HistoryIcon, media: null },
  { id: "taxonomy", label: "Tree of choices", group: "question", icon: SortIcon, media: null },
  { id: "ranking", label: "Ranking", group: "question", icon: SortIcon, media: null },
  { id: "pairwise", label: "Better of two", group: "question", icon: RadioIcon, media: null },
  { id: "prompt", label: "Prompt to write", group: "question", icon: TextAnswerIcon, media: null },
  { id: "relationship", label: "Relationship", group: "relationship", icon: RelationIcon, media: null },
  { id: "option", label: "Option", group: "option", icon: CheckIcon, media: null },
  { id: "label", label: "Label", group: "label", icon: CheckIcon, media: null },
];

const BY_ID = new Map(KINDS.map((rule) => [rule.id, rule]));

export function ruleOf(kind: Kind): KindRule {
  return BY_ID.get(kind) as KindRule;
}

/** Kinds that are offered for a medium; what a tree has already is offered as well. */
export function offered(group: Group, mediaType: string): KindRule[] {
  return KINDS.filter(
    (rule) => rule.group === group && (rule.media === null || rule.media.includes(mediaType)),
  );
}

export function hasOptions(kind: Kind): boolean {
  return (
    kind === "radio" ||
    kind === "checklist" ||
    kind === "taxonomy" ||
    kind === "ranking" ||
    kind === "pairwise"
  );
}

/** Whether a feature may stand below others, named from the top down; none stands for the top. */
export function mayStandBelow(parents: readonly Kind[], kind: Kind): boolean {
  const parent = parents.at(-1);
  const { group } = ruleOf(kind);
  if (parent === undefined) {
    return group === "tool" || group === "question" || group === "relationship";
  }
  switch (ruleOf(parent).group) {
    case "tool":
      return group === "question" || group === "label";
    case "question":
      return group === "option" && hasOptions(parent);
    case "option":
      return group === "question" || (group === "option" && parents.includes("taxonomy"));
    case "label":
      return group === "question";
    case "relationship":
      return group === "label";
  }
}

/** Whether a node may be moved below another, or to the top. */
export function mayMove(tree: Tree, key: string, parent: string | null): boolean {
  const node = find(tree, key);
  if (!node || (parent !== null && find([node], parent))) {
    return false;
  }
  const parents = parent === null ? [] : pathTo(tree, parent).map((one) => one.facts.kind);
  return mayStandBelow(parents, node.facts.kind);
}

/** What can be added below a node; the groups of the top for null. */
export function groupsBelow(tree: Tree, key: string | null): Group[] {
  const parents = key === null ? [] : pathTo(tree, key).map((one) => one.facts.kind);
  const groups: Group[] = ["tool", "question", "relationship", "option", "label"];
  return groups.filter((group) => {
    const sample = KINDS.find((rule) => rule.group === group);
    return sample !== undefined && mayStandBelow(parents, sample.id);
  });
}

/** Kinds a feature can be turned into without losing what is below it. */
export function kindsInstead(tree: Tree, key: string, mediaType: string): KindRule[] {
  const node = find(tree, key);
  if (!node) {
    return [];
  }
  const above = pathTo(tree, key)
    .slice(0, -1)
    .map((one) => one.facts.kind);
  return offered(ruleOf(node.facts.kind).group, mediaType)
    .concat(ruleOf(node.facts.kind))
    .filter((rule, at, all) => all.indexOf(rule) === at)
    .filter((rule) => mayStandBelow(above, rule.id))
    .filter((rule) => node.children.every((child) => mayStandBelow([...above, rule.id], child.facts.kind)));
}
