/** Review tabs: what reviewing adds to the right panel. */

import { type ComponentType, lazy } from "react";
import type { Store } from "../../core/store";
import { CommentIcon, DiffIcon, HistoryIcon, ModelIcon } from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";
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
  /** Stands for the title where there is no room for all of them. */
  readonly Icon: IconComponent;
  readonly Content: ComponentType<ReviewProps>;
}

export const REVIEW_TABS: readonly ReviewTab[] = [
  {
    id: "predictions",
    title: "Pre-labels",
    Icon: ModelIcon,
    Content: lazy(() => import("./review/PredictionsPanel")),
  },
  { id: "compare", title: "Compare", Icon: DiffIcon, Content: lazy(() => import("./review/ComparePanel")) },
  {
    id: "comments",
    title: "Comments",
    Icon: CommentIcon,
    Content: lazy(() => import("./review/CommentsPanel")),
  },
  {
    id: "history",
    title: "History",
    Icon: HistoryIcon,
    Content: lazy(() => import("./review/HistoryPanel")),
  },
];
