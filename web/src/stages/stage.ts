import type { ComponentType, Ref } from "react";
import type { DataRow } from "../api/gen";
import type { Store } from "../core/store";
import type { Engine } from "../engine/engine";

/** What every stage is given: annotations, and what they lie on. */
export interface StageProps {
  store: Store;
  row: DataRow;
  /** Receives the engine of stages that have one, and null when it is gone. */
  engineRef?: Ref<Engine | null>;
  /** Only looked at: there is no tool, dragging moves the view. */
  isReadOnly?: boolean;
}

/** Shows the media of a data row with annotations on it, and lets them be edited. */
export type Stage = ComponentType<StageProps>;
