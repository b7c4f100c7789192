import { useQuery } from "@tanstack/react-query";
import type { EditorSession } from "../session";
import { useSync } from "../use-desk";
import { fetchDiff } from "./review-wire";
import type { Sides } from "./sides";

/** What two sides of a task say; asked again when the draft has been saved since. */
export function useDiff(session: EditorSession, sides: Sides | null) {
  const { waiting } = useSync(session);
  const isDrafted = sides?.left === "draft" || sides?.right === "draft";
  return useQuery({
    queryKey: ["diff", session.task.id, sides?.left, sides?.right, isDrafted ? session.sync.version : 0],
    enabled: sides !== null && (!isDrafted || waiting === 0),
    placeholderData: (before) => before,
    queryFn: async () => {
      const { left, right } = sides as Sides;
      return fetchDiff(session.projectUid, session.task.id, left, right);
    },
  });
}
