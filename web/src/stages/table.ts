import { lazy } from "react";
import type { DataRow } from "../api/gen";
import type { Stage } from "./stage";
import { Unavailable } from "./Unavailable";

/** The stage of each media type, loaded when one is opened. */
const STAGES: Partial<Record<DataRow["media_type"], Stage>> = {
  image: lazy(() => import("./image")),
  text: lazy(() => import("./text")),
  audio: lazy(() => import("./audio")),
  video: lazy(() => import("./video")),
  document: lazy(() => import("./document")),
  conversation: lazy(() => import("./conversation")),
  html: lazy(() => import("./html")),
};

export function stageOf(mediaType: DataRow["media_type"]): Stage {
  return STAGES[mediaType] ?? Unavailable;
}
