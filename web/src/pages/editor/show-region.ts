import type { Ref } from "../../core/annotation";
import type { EditorSession } from "./session";

/** The event by which a stage is asked to bring a region into view. Stages listen on their own element. */
export const SHOW = "postil-show";

/** Select a region and bring it into view. */
export function showRegion({ store }: EditorSession, ref: Ref): void {
  store.select([ref]);
  for (const stage of document.querySelectorAll("[data-stage]")) {
    stage.dispatchEvent(new CustomEvent<Ref>(SHOW, { detail: ref }));
  }
}
