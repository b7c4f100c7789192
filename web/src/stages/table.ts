import { lazy } from "react";
import type { DataRow } from "../api/gen";
import type { Stage } from "./stage";
import { Unavailable } from "./Unavailable";

/** The stage of each media type, loaded when one is opened. */
const STAGES: Partial<Record<DataRow["media_type"], Stage>> = {
  image: lazy(() => import("./image")),
};

export function stageOf(mediaType: DataRow["media_type"]): Stage {
  return STAGES[mediaType] ?? Unavailable;
}
