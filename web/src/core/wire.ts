import type * as api from "../api/gen";

export type {
  Annotation,
  Answer,
  Box,
  Classification,
  Draft,
  Ellipse,
  Feature,
  Mask,
  OfferedBundle,
  Ontology,
  Origin,
  Path,
  Point,
  Polygon,
  Polyline,
  Relation,
  Target,
  Vertex,
  WholeLabel,
} from "../api/gen";

/** Where an annotation lies, of any kind. */
export type Geometry = NonNullable<api.Annotation["geometry"]>;

/** Geometry on a plane in pixels: what the canvas draws and the tools edit. */
export type Shape = Extract<
  Geometry,
  { type: "box" | "polygon" | "polyline" | "path" | "point" | "ellipse" | "mask" }
>;

export type FeatureKind = api.Feature["kind"];
export type AnswerKind = api.Classification["kind"];
