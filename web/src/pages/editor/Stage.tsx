import { stageOf } from "../../stages/table";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import type { EditorSession } from "./session";

/** The stage for what the data row is. */
export function Stage({ session }: { session: EditorSession }) {
  const { data_row: row } = session.task;
  const Shown = stageOf(row.media_type);
  return (
    <ErrorBoundary>
      <Shown store={session.store} row={row} />
    </ErrorBoundary>
  );
}
