/** Describe: an annotation in words and numbers, line by line. */

import type { OntologyIndex } from "../../core/ontology";
import type { Annotation, Classification } from "../../core/wire";

type Line = readonly [name: string, value: string];

/** Return what an annotation says as pairs of a name and a value, for a comparison. */
export function linesOf(ontology: OntologyIndex, annotation: Annotation): Line[] {
  const { geometry, relation } = annotation;
  const lines: Line[] = [["Label", ontology.titleOf(annotation)]];
  if (geometry) lines.push(...numbersOf(geometry as unknown as Record<string, unknown>));
  if (relation) lines.push(["Joins", `${relation.source ?? "?"} → ${relation.target}`]);
  for (const one of annotation.classifications ?? []) lines.push(...answersOf(one));
  return lines;
}

function numbersOf(geometry: Record<string, unknown>): Line[] {
  const lines: Line[] = [];
  for (const [name, value] of Object.entries(geometry)) {
    if (typeof value === "number") lines.push([words(name), String(Math.round(value * 100) / 100)]);
    else if (name === "points" && Array.isArray(value)) lines.push(["Points", pointsIn(value)]);
    else if (name === "text" && typeof value === "string") lines.push(["Text", value]);
  }
  return lines;
}

function pointsIn(points: readonly unknown[]): string {
  const shown = points
    .slice(0, 4)
    .map((one) => (Array.isArray(one) ? one.map((n) => Math.round(Number(n))).join(",") : ""));
  return `${points.length}: ${shown.join(" ")}${points.length > 4 ? " …" : ""}`;
}

function answersOf(classification: Classification): Line[] {
  const value = classification.answers.map((one) =>
    Array.isArray(one.value) ? one.value.join(" › ") : String(one.value),
  );
  const below = classification.answers.flatMap((one) => (one.classifications ?? []).flatMap(answersOf));
  return [[classification.feature ?? "Answer", value.join(", ")], ...below];
}

function words(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
