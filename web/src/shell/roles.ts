import { useQuery } from "@tanstack/react-query";
import { listUserProjects, type ProjectRole } from "../api/gen";
import { useCaller } from "./session";

type Role = ProjectRole["role"];

/** From the least to the most: each may do what those before it may. */
const RANKS: readonly Role[] = ["viewer", "labeler", "reviewer", "manager", "owner"];

/** Tells whether the caller has at least a role in a project; false until that is known. Administrators have all. */
export function useRoles(): (project: string, least: Role) => boolean {
  const caller = useCaller();
  const { data } = useQuery({
    queryKey: ["roles", caller.id],
    queryFn: async () => {
      const query = { limit: 1000 };
      return (await listUserProjects({ path: { uid: caller.id }, query, throwOnError: true })).data.items;
    },
    enabled: !caller.is_admin,
  });
  return (project, least) => {
    if (caller.is_admin) {
      return true;
    }
    const found = data?.find(({ id }) => id === project);
    return found !== undefined && RANKS.indexOf(found.role) >= RANKS.indexOf(least);
  };
}
