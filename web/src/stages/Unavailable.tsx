import { EmptyState } from "../ui/EmptyState";
import { FileIcon } from "../ui/icons";
import type { StageProps } from "./stage";
import styles from "./Unavailable.module.css";

const NOUNS: Partial<Record<StageProps["row"]["media_type"], string>> = {
  geospatial: "maps",
  dicom: "DICOM images",
  series: "time series",
};

/** In place of a stage: the annotations can still be read, answered and submitted beside it. */
export function Unavailable({ row }: StageProps) {
  return (
    <div className={styles.place}>
      <EmptyState
        icon={FileIcon}
        title={`There is no viewer for ${NOUNS[row.media_type] ?? row.media_type} yet`}
      >
        Its annotations are listed beside this: they can be accepted, answered and submitted.
      </EmptyState>
    </div>
  );
}
