import { EmptyState } from "../ui/EmptyState";
import { FileIcon } from "../ui/icons";
import type { StageProps } from "./stage";

/** In place of a stage: the annotations can still be read, answered and submitted beside it. */
export function Unavailable({ row }: StageProps) {
  return (
    <EmptyState icon={FileIcon} title={`Data of the kind ${row.media_type} cannot be shown here`}>
      Its annotations are listed beside this, and can be accepted, answered and submitted.
    </EmptyState>
  );
}
