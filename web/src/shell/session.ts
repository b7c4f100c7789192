import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { deleteSession, getCaller, type Person } from "../api/gen";

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

/**
 * End the session of this browser, and begin with pages that know nothing of who it was.
 *
 * What is not sent yet stays in the outbox, under their name, until they are back.
 */
export async function signOut(): Promise<void> {
  await deleteSession({ throwOnError: true });
  window.location.assign("/");
}
