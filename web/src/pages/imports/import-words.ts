import type { Counts, Import } from "../../api/gen";
import type { TagTone } from "../../ui/Tag";

/** What may be dropped to be imported, and that it is safe to. */
export const FILE_HINT =
  "NDJSON of Labelbox, tasks of Label Studio, or what Postil exports. Nothing shows until you commit.";

/** How an import stands, in a word. */
export function importTag(job: Import): { label: string; tone: TagTone } {
  if (job.is_interrupted) {
    return { label: "Interrupted", tone: "warn" };
  }
  if (job.undone_at) {
    return { label: "Undone", tone: "plain" };
  }
  const words: Record<Import["state"], { label: string; tone: TagTone }> = {
    queued: { label: "Waiting to start", tone: "accent" },
    running: { label: "Running", tone: "accent" },
    staged: { label: "Dry run", tone: "warn" },
    finished: { label: "Imported", tone: "good" },
    failed: { label: "Refused", tone: "bad" },
    cancelled: { label: "Cancelled", tone: "plain" },
  };
  return words[job.state];
}

/** Whether it goes on by itself, so that it is worth asking again. */
export const isUnderWay = (job: Import): boolean =>
  (job.state === "queued" || job.state === "running") && !job.is_interrupted;

/** How many rows have come in, or would with a dry run; none of an import that was refused as a whole or cancelled. */
export function rowsTaken({
  state,
  accounted,
  counts,
}: Pick<Import, "state" | "accounted" | "counts">): number {
  return state === "failed" || state === "cancelled" ? 0 : accounted - (counts.rejected ?? 0);
}

/** What to do about the issues of an import. */
export function issuesLead({ state, counts }: Pick<Import, "state" | "counts">): string {
  const together = "Identical ones are counted together.";
  if ((counts.rejected ?? 0) === 0) {
    return together;
  }
  if (state === "staged") {
    return `${together} Mend the rejected rows first, or commit the good ones and import the others later.`;
  }
  return state === "failed"
    ? `${together} Mend the rejected rows and import the whole file again: nothing of it is there.`
    : `${together} Mend the rejected rows and import their file again: the good rows are there already.`;
}

/** Where rows went, in the order they are told. Every row that was read is in exactly one. */
export const OUTCOMES: readonly { id: keyof Counts; label: string; text: string; tone: TagTone }[] = [
  { id: "accepted", label: "accepted", text: "new", tone: "good" },
  { id: "updated", label: "updated", text: "replaced what was there", tone: "accent" },
  { id: "unchanged", label: "unchanged", text: "said what was there already", tone: "plain" },
  { id: "rejected", label: "rejected", text: "nothing of them was taken", tone: "bad" },
];

const STAGES: Record<Import["stage"], string> = {
  partition: "Sorting rows by data row",
  write: "Reading, checking and writing rows",
  settle: "Settling what rows say together",
  publish: "Publishing",
  done: "Done",
};

export const stageWord = (job: Import): string => (job.state === "queued" ? "Waiting" : STAGES[job.stage]);

/** How much of the input has been worked through, in bytes. */
export function bytesOf(job: Import): { done: number; of: number } {
  const done = typeof job.progress.bytes === "number" ? job.progress.bytes : 0;
  const of = typeof job.progress.of_bytes === "number" ? job.progress.of_bytes : job.source_bytes;
  return { done, of };
}
