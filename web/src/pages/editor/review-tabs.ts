/** Review tabs: what reviewing adds to the right panel. */

import type { ComponentType } from "react";
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

export const REVIEW_TABS: readonly ReviewTab[] = [];
