import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { getCaller, getOntology, getProject, type Ontology, type Project } from "../../api/gen";

/** Where the cache keeps what is known of a project; everything below begins with it. */
export const projectKey = (uid: string) => ["project", uid] as const;

/** A project as the server has it, again after anything in it was changed. */
export function useProject(uid: string) {
  return useQuery({
    queryKey: projectKey(uid),
    queryFn: async () => (await getProject({ path: { uid }, throwOnError: true })).data,
    enabled: uid !== "",
  });
}

export function useOntology(uid: string | null | undefined) {
  return useQuery<Ontology>({
    queryKey: ["ontology", uid],
    queryFn: async () => (await getOntology({ path: { uid: uid ?? "" }, throwOnError: true })).data,
    enabled: Boolean(uid),
  });
}

/** Forgets what is known of a project, so that it is asked for again. */
export function useProjectChanged(uid: string): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: projectKey(uid) });
}

export function useCaller() {
  return useQuery({
    queryKey: ["caller"],
    queryFn: async () => (await getCaller({ throwOnError: true })).data,
    staleTime: 60_000,
  });
}

const ProjectContext = createContext<Project | null>(null);
export const ProjectProvider = ProjectContext.Provider;

/** The project of the page around this part. */
export function useThisProject(): Project {
  const project = useContext(ProjectContext);
  if (project === null) {
    throw new Error("this part belongs on the page of a project");
  }
  return project;
}
