import { useEffect } from "react";
import { useNavigate, useParams } from "react-router";
import { DeskStates } from "./DeskStates";
import { Editor } from "./Editor";
import { useDesk, useDeskState } from "./use-desk";

/** The labeling screen: the next task of a project's queue, or the one of the path. */
export default function EditorPage() {
  const { uid = "", task } = useParams();
  const number = task !== undefined && /^\d{1,15}$/.test(task) ? Number(task) : null;
  const desk = useDesk(uid, number);
  const { state, notes } = useDeskState(desk);
  const navigate = useNavigate();
  const open = state.kind === "open" ? state.session.task.id : null;
  // Whoever came by the path of one task goes on with the queue once that task is done.
  const isElsewhere = number !== null && open !== null && open !== number;
  useEffect(() => {
    if (isElsewhere) navigate(`/projects/${uid}/label`, { replace: true });
  }, [isElsewhere, uid, navigate]);
  if (state.kind === "open") return <Editor desk={desk} session={state.session} notes={notes} />;
  return <DeskStates desk={desk} state={state} notes={notes} />;
}
