import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getCaller, type Person } from "../api/gen";

/** Who is signed in; a 401 of any other request makes it be asked again. */
export const callerQuery = queryOptions({
  queryKey: ["caller"],
  queryFn: async () => (await getCaller({ throwOnError: true })).data,
  staleTime: 60_000,
});

/** Who is signed in, within pages: there is always somebody. */
export function useCaller(): Person {
  return useSuspenseQuery(callerQuery).data;
}

/** Asks who is signed in, for the gate alone. */
export function useCallerState() {
  return useQuery(callerQuery);
}
