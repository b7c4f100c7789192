import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { setUpClient } from "./api/client";
import { ApiProblem } from "./api/problem";
import { router } from "./routes";

setUpClient();

const queries = new QueryClient({
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
