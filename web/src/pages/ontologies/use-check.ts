import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { type CheckedOntology, checkOntology, type Issue } from "../../api/gen";
import { type Draft, toOntology } from "./draft";
import { atPointer } from "./tree";

const QUIET_MS = 350;

/** What the server finds wrong with a node: by the field, or "" for the node itself. */
export type NodeIssues = ReadonlyMap<string, ReadonlyMap<string, Issue>>;

export interface Check {
  issues: readonly Issue[];
  byNode: NodeIssues;
  labelbox: CheckedOntology["labelbox"] | null;
}

const NOTHING: readonly Issue[] = [];

/** Has the server check a draft, a moment after the last change. */
export function useCheck(draft: Draft): Check {
  const [asked, setAsked] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(draft), QUIET_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  const document = useMemo(() => JSON.stringify(toOntology(asked)), [asked]);
  const { data } = useQuery({
    queryKey: ["ontology-check", document],
    queryFn: () => check(document),
    enabled: asked.tree.length > 0,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const issues = asked.tree.length > 0 ? (data?.issues ?? NOTHING) : NOTHING;
  const byNode = useMemo(() => sorted(asked, issues), [asked, issues]);
  return { issues, byNode, labelbox: data?.labelbox ?? null };
}

/** Reads and checks a document of any form. */
export async function check(document: string, name = ""): Promise<CheckedOntology> {
  return (await checkOntology({ body: { document, name }, throwOnError: true })).data;
}

function sorted(draft: Draft, issues: readonly Issue[]): NodeIssues {
  const found = new Map<string, Map<string, Issue>>();
  for (const issue of issues) {
    const { node, field } = atPointer(draft.tree, issue.where?.pointer ?? "");
    const own = found.get(node?.key ?? "") ?? new Map<string, Issue>();
    own.set(field, issue);
    found.set(node?.key ?? "", own);
  }
  return found;
}
