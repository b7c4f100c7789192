import { useQuery } from "@tanstack/react-query";
import { fetchReviewer, type Reviewer } from "./review-wire";

const NOBODY: Reviewer = { email: "", mayReview: false, mayManage: false };

/** Who looks at a project, and what they may do there; until it is known they may do nothing. */
export function useReviewer(project: string): Reviewer {
  const { data } = useQuery({
    queryKey: ["reviewer", project],
    queryFn: () => fetchReviewer(project),
    staleTime: 300_000,
  });
  return data ?? NOBODY;
}
