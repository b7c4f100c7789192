import type { Source } from "../src/core/content";
import { OntologyIndex } from "../src/core/ontology";
import type { Annotation, Geometry } from "../src/core/wire";
import { masks } from "./shapes";

const FEATURES = [
  { name: "Car", kind: "box", color: "#3b82f6" },
  { name: "Road", kind: "polygon", color: "#22c55e" },
  { name: "Lane", kind: "polyline", color: "#eab308" },
  { name: "Contour", kind: "path", color: "#d946ef" },
  { name: "Corner", kind: "point", color: "#ef4444" },
  { name: "Wheel", kind: "ellipse", color: "#f97316" },
  { name: "Vegetation", kind: "mask", color: "#14b8a6" },
  { name: "belongs to", kind: "relationship", color: "#8b5cf6" },
];

export function galleryOntology(): OntologyIndex {
  return new OntologyIndex({ features: FEATURES } as never);
}

/** One of each geometry, 700 px wide, from (x, y) on. */
function row(x: number, y: number, prefix: string, score: number | null): Annotation[] {
  const make = (feature: string | null, geometry: Geometry, more: Partial<Annotation> = {}): Annotation => ({
    key: `${prefix} ${feature ?? "none"} ${geometry.type} ${"rotation" in geometry ? geometry.rotation : ""}`,
    kind: "object",
    feature,
    geometry,
    confidence: score,
    ...more,
  });
  const at = (dx: number, dy: number): [number, number] => [x + dx, y + dy];
  return [
    make("Car", { type: "box", left: x, top: y, width: 420, height: 300 }),
    make("Car", { type: "box", left: x + 620, top: y + 20, width: 260, height: 180, rotation: 25 }),
    make("Road", {
      type: "polygon",
      points: [at(980, 0), at(1380, 40), at(1400, 320), at(1150, 260), at(960, 320)],
      holes: [[at(1100, 90), at(1240, 90), at(1240, 190), at(1100, 190)]],
      parts: [[at(1430, 200), at(1500, 320), at(1420, 330)]],
    }),
    make("Lane", { type: "polyline", points: [at(1560, 0), at(1660, 200), at(1760, 60), at(1860, 310)] }),
    make("Contour", {
      type: "path",
      closed: true,
      vertices: [
        { x: x + 1950, y: y + 160, is_bezier: true, control_out: at(1950, -20), control_in: at(1950, 340) },
        { x: x + 2250, y: y + 160, is_bezier: true, control_in: at(2250, -20), control_out: at(2250, 340) },
      ],
    }),
    make("Corner", { type: "point", x: x + 2350, y: y + 80 }),
    make("Corner", { type: "point", x: x + 2350, y: y + 240, width: 10 }),
    make("Wheel", {
      type: "ellipse",
      center_x: x + 2620,
      center_y: y + 160,
      radius_x: 170,
      radius_y: 90,
      rotation: -20,
    }),
    make(null, { type: "box", left: x + 2880, top: y, width: 240, height: 300 }),
    make(
      "Car",
      { type: "box_xyxy", left: x + 3200, top: y, right: x + 3500, bottom: y + 300 },
      { readonly: true },
    ),
  ];
}

/** Every geometry in every kind of layer, with relations, a mask and something read-only. */
export function gallery(): Source {
  const spots = masks(3).map((annotation, no) => ({
    ...annotation,
    key: `spot ${no}`,
    feature: "Vegetation",
  }));
  const relation = (key: string, source: string, target: string, labels: string[] = []): Annotation => ({
    key,
    kind: "relationship",
    feature: "belongs to",
    relation: { source, target, labels, direction: "unidirectional" },
  });
  const offer = {
    bundle: 1,
    version: "detector-4",
    score: 0.8,
    imported_at: "2026-01-01T00:00:00Z",
    newer: [],
    annotations: row(200, 1200, "offer", 0.87),
  };
  const draft = [
    ...row(200, 300, "draft", null),
    ...spots,
    relation("r1", "draft Car box ", "draft Wheel ellipse -20", ["part of"]),
    relation("r2", "draft none box ", "draft Corner point "),
  ];
  return {
    draft: {
      annotations: draft,
      offers: [offer],
    },
    labels: [
      { id: "truth", author: "ada@example.org", version: 2, annotations: row(200, 2100, "truth", null) },
    ],
  };
}
