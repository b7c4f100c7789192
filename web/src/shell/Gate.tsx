import { type ReactNode, useEffect, useState } from "react";
import { ApiProblem } from "../api/problem";
import { ErrorState } from "../ui/ErrorState";
import { NotSignedIn } from "./NotSignedIn";
import { useCallerState } from "./session";

/** Lets through who is signed in; says to others how to come in. */
export function Gate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useCallerState();
  const [wasSpent] = useState(() => new URLSearchParams(window.location.search).has("token"));
  useEffect(() => {
    // A link that arrived here was not taken by the server. Its secret has no business in the history.
    if (wasSpent) {
      window.history.replaceState(window.history.state, "", window.location.pathname);
    }
  }, [wasSpent]);
  if (error instanceof ApiProblem && error.status === 401) {
    return <NotSignedIn wasSpent={wasSpent} />;
  }
  if (data) {
    return children;
  }
  return error ? <ErrorState title="Postil did not start" error={error} onRetry={() => refetch()} /> : null;
}
