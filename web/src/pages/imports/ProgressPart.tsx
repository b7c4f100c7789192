import { useEffect, useState } from "react";
import type { ImportDetail } from "../../api/gen";
import { count, percent } from "../../ui/format";
import { Card } from "../../ui/Page";
import { ProgressBar } from "../../ui/ProgressBar";
import { bytesOf, stageWord } from "./import-words";
import { duration, type Mark, noted, rate, secondsLeft } from "./rate";

/** How far an import is that goes on: what it does, rows per second, and how long it will take. */
export function ProgressPart({ job }: { job: ImportDetail }) {
  const [rows, setRows] = useState<Mark[]>([]);
  const [bytes, setBytes] = useState<Mark[]>([]);
  const { done, of } = bytesOf(job);
  const read = job.counts.read ?? 0;
  useEffect(() => {
    const at = Date.now();
    setRows((marks) => noted(marks, { at, done: read }));
    setBytes((marks) => noted(marks, { at, done }));
  }, [read, done]);
  const speed = rate(rows);
  const left = secondsLeft(bytes, of);
  const share = of > 0 ? Math.min(done / of, 1) : 0;
  const words = [
    of > 0 && percent(share),
    speed !== null && `${count(Math.round(speed))} rows/s`,
    left !== null && share < 1 && `about ${duration(left)} left`,
  ].filter(Boolean);
  return (
    <Card>
      <ProgressBar
        label={stageWord(job)}
        value={share}
        maxValue={1}
        isIndeterminate={job.state === "queued" || (job.stage !== "write" && share === 0)}
        valueLabel={words.join(" · ")}
      />
    </Card>
  );
}
