import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import "./ui/theme.css";
import { setUpClient } from "./api/client";
import { ApiProblem } from "./api/problem";
import { router } from "./routes";
import { callerQuery } from "./shell/session";
import { applyTheme } from "./ui/theme-choice";

applyTheme();
setUpClient();

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // A session that has ended is noticed by whatever page asks next: the gate then says how to come in.
      if (
        error instanceof ApiProblem &&
        error.status === 401 &&
        query.queryKey[0] !== callerQuery.queryKey[0]
      ) {
        queries.resetQueries(callerQuery);
      }
    },
  }),
  defaultOptions: {
    queries: {
      // What the server refuses once it refuses again; only silence and overload are worth another try.
      retry: (count, error) =>
        count < 3 && error instanceof ApiProblem && (error.isOffline || error.status === 503),
      staleTime: 5_000,
    },
  },
});

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
