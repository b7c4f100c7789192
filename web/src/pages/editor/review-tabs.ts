/** Review tabs: what reviewing adds to the right panel. */

import { type ComponentType, lazy } from "react";
import type { Store } from "../../core/store";
import type { Desk } from "./desk";
import type { EditorSession } from "./session";

export interface ReviewProps {
  readonly store: Store;
  readonly session: EditorSession;
  readonly desk: Desk;
}

export interface ReviewTab {
  readonly id: string;
  readonly title: string;
  readonly Content: ComponentType<ReviewProps>;
}

export const REVIEW_TABS: readonly ReviewTab[] = [
  { id: "predictions", title: "Pre-labels", Content: lazy(() => import("./review/PredictionsPanel")) },
  { id: "compare", title: "Compare", Content: lazy(() => import("./review/ComparePanel")) },
  { id: "comments", title: "Comments", Content: lazy(() => import("./review/CommentsPanel")) },
  { id: "history", title: "History", Content: lazy(() => import("./review/HistoryPanel")) },
];
