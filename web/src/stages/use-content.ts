import { useCallback, useEffect, useState } from "react";
import type { Problem } from "../api/gen";
import { ApiProblem, problemOf } from "../api/problem";

/** Content on its way. */
export interface ContentState<T> {
  readonly value: T | null;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Content at a URL of this server, read by `read`; it and `init` are not to change from one render to the next. */
export function useContent<T>(
  url: string,
  read: (answer: Response) => Promise<T>,
  init?: RequestInit,
): ContentState<T> {
  const [attempt, setAttempt] = useState(0);
  const name = `${url} ${attempt}`;
  const [state, setState] = useState<{ name: string; value: T | null; error: unknown }>();
  useEffect(() => {
    const ends = new AbortController();
    const keep = (value: T | null, error: unknown): void => {
      if (!ends.signal.aborted) setState({ name, value, error });
    };
    answerOf(url, { ...init, signal: ends.signal })
      .then(read)
      .then(
        (value) => keep(value, null),
        (error: unknown) => keep(null, error),
      );
    return () => ends.abort();
  }, [url, name, read, init]);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  const isThis = state?.name === name;
  return { value: isThis ? state.value : null, error: isThis ? state.error : null, retry };
}

/**
 * Asks for content.
 *
 * @throws ApiProblem: the server refuses or cannot reach it; its hint names the setting that stood in the way.
 */
export async function answerOf(url: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { credentials: "same-origin", ...init }).catch((error: unknown) => {
    throw problemOf(error instanceof DOMException ? undefined : error, undefined);
  });
  if (answer.ok) return answer;
  const problem: Partial<Problem> = await answer.json().catch(() => ({}));
  throw new ApiProblem({ ...problem, status: answer.status });
}
