import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { takeDropped } from "../../shell/dropped";
import { type Draft, dropDraft, keepDraft, readDraft, startDraft } from "./drafts";
import type { Picture } from "./pictures";
import { lookAt, runWizard } from "./run-wizard";
import { EMPTY, next, type Wizard, type WizardEvent } from "./wizard";

/** The wizard of a page: what it is at, and what can be done. The draft of its address survives a reload. */
export function useWizard(project: string | null) {
  const [params, setParams] = useSearchParams();
  const [wizard, dispatch] = useReducer(next, EMPTY);
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [isGone, setGone] = useState(false);
  const draft = useRef<Draft | null>(null);
  const id = params.get("draft");
  const navigate = useNavigate();
  const queries = useQueryClient();

  const look = useCallback(
    async (file: File, format: string | null) => {
      try {
        dispatch({ type: "checked", check: await lookAt(file, project, format) });
      } catch (problem) {
        dispatch({ type: "failed", problem });
      }
    },
    [project],
  );

  // A draft of the address that is not at hand: the page was loaded again, or came with a file from elsewhere.
  useEffect(() => {
    if (id === null || draft.current?.id === id) {
      return;
    }
    let isCurrent = true;
    readDraft(id).then(async (found) => {
      if (!isCurrent) {
        return;
      }
      draft.current = found;
      setGone(found === null);
      if (found !== null) {
        setPictures(found.pictures);
        await takeUp(found, dispatch, look);
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [id, look]);

  const drop = async (file: File) => {
    dispatch({ type: "dropped", file: { name: file.name, size: file.size } });
    const made = await startDraft(file);
    draft.current = { id: made, at: 0, file, pictures: [], wizard: null, project: null };
    setGone(false);
    setParams({ draft: made });
    await look(file, null);
  };

  const dropRef = useRef(drop);

  // A file that was dropped on another page, which led here with it.
  const taken = useRef(false);
  useEffect(() => {
    if (!taken.current) {
      taken.current = true;
      const [file] = takeDropped();
      if (file) {
        dropRef.current(file);
      }
    }
  }, []);

  useEffect(() => {
    if (draft.current !== null && wizard.file !== null) {
      keepDraft(draft.current.id, { wizard: { ...wizard, work: null, problem: null }, pictures });
    }
  }, [wizard, pictures]);

  const format = async (name: string | null) => {
    dispatch({ type: "format", format: name });
    if (draft.current !== null) {
      await look(draft.current.file, name);
    }
  };

  const forget = async () => {
    const known = draft.current;
    draft.current = null;
    dispatch({ type: "reset" });
    setPictures([]);
    setParams({});
    if (known !== null) {
      await dropDraft(known.id);
    }
  };

  const send = async () => {
    const known = draft.current;
    if (known === null) {
      return;
    }
    dispatch({ type: "working", work: { what: "Starting", done: 0, of: 1 } });
    const onProject = async (uid: string) => {
      known.project = uid;
      await keepDraft(known.id, { project: uid });
    };
    try {
      const job = await runWizard(
        wizard,
        known.file,
        pictures,
        { project: project ?? known.project, onProject },
        (what, done, of) => dispatch({ type: "working", work: { what, done, of } }),
      );
      draft.current = null;
      await dropDraft(known.id);
      queries.invalidateQueries({ queryKey: ["project"] });
      queries.invalidateQueries({ queryKey: ["projects"] });
      navigate(`/imports/${job.id}`);
    } catch (problem) {
      dispatch({ type: "failed", problem });
    }
  };

  return { wizard, dispatch, pictures, setPictures, isGone, drop, format, forget, send };
}

export type WizardDesk = ReturnType<typeof useWizard>;

async function takeUp(
  found: Draft,
  dispatch: (event: WizardEvent) => void,
  look: (file: File, format: string | null) => Promise<void>,
): Promise<void> {
  const { file } = found;
  const before: Wizard | null = found.wizard;
  dispatch({ type: "dropped", file: { name: file.name, size: file.size } });
  if (before?.format) {
    dispatch({ type: "format", format: before.format });
  }
  await look(file, before?.format ?? null);
  if (before !== null) {
    dispatch({ type: "restored", wizard: before });
  }
}
