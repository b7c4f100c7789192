/** Describe: an annotation in words and numbers, line by line. */

import type { OntologyIndex } from "../../core/ontology";
import type { Annotation, Classification, Geometry } from "../../core/wire";
import { boundsOf } from "../../engine/geometry";

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

/** Where a shape lies, in whole pixels: its size and its left-top corner; empty for what lies on no plane. */
export function placeOf(geometry: Geometry | null | undefined): string {
  const bounds = geometry ? boundsOf(geometry) : null;
  if (!bounds) return "";
  const { left, top, right, bottom } = bounds;
  const at = `${Math.round(left)}, ${Math.round(top)}`;
  return geometry?.type === "point"
    ? `at ${at}`
    : `${Math.round(right - left)} × ${Math.round(bottom - top)} at ${at}`;
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
