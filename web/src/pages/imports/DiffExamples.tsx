import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type AnnotationChange,
  type DataRow,
  type DiffedDataRow,
  type ImportDetail,
  listImportDiffAnnotations,
  listImportDiffDataRows,
} from "../../api/gen";
import { ErrorState } from "../../ui/ErrorState";
import { countOf } from "../../ui/format";
import { Loading } from "../../ui/Loading";
import { thumbnailOf } from "../projects/Thumbnail";
import styles from "./imports.module.css";
import { extentOf, type Outline, outlineOf } from "./outline";
import { passages } from "./passages";

const SHOWN = 6;

/** Some data rows of an import with what it says drawn on them; what it replaces is dashed. */
export function DiffExamples({ job }: { job: ImportDetail }) {
  const rows = useQuery({
    queryKey: ["import-parts", job.id, "diff-rows", job.state],
    queryFn: async () =>
      (await listImportDiffDataRows({ path: { uid: job.id }, query: { limit: SHOWN }, throwOnError: true }))
        .data.items,
    retry: false,
  });
  const found = rows.data ?? [];
  const changes = useQueries({
    queries: found.map(({ id }) => ({
      queryKey: ["import-parts", job.id, "diff-row", id, job.state],
      queryFn: async () =>
        (await listImportDiffAnnotations({ path: { uid: job.id, data_row: id }, throwOnError: true })).data
          .items,
    })),
  });
  if (rows.isPending) {
    return <Loading label="Loading examples" shape="tiles" rows={3} />;
  }
  if (rows.isError) {
    return <ErrorState isCompact title="The examples could not be loaded" error={rows.error} />;
  }
  return (
    <ul className={styles.examples}>
      {found.map((row, at) => (
        <li key={row.id} className={styles.example}>
          <Drawing row={row.data_row ?? undefined} changes={changes[at]?.data ?? []} />
          <Caption row={row} changes={changes[at]?.data ?? []} />
        </li>
      ))}
    </ul>
  );
}

interface Said {
  feature?: string | null;
  labels?: string[];
  geometry?: unknown;
  classifications?: { feature?: string | null; answers?: { value?: unknown }[] }[];
}

const nameOf = (said: Said): string =>
  [said.feature, ...(said.labels ?? [])].filter(Boolean).join(": ") || "unlabelled";

function Drawing({ row, changes }: { row: DataRow | undefined; changes: readonly AnnotationChange[] }) {
  const [hasFailed, setFailed] = useState(false);
  const asset = row?.assets[0];
  const text = row?.media_type === "text" && typeof asset?.inline === "string" ? asset.inline : null;
  if (text !== null) {
    return <Text text={text} changes={changes} />;
  }
  const geometries = changes.flatMap(({ old, new: now }) =>
    [old, now].map((said) => (said as Said | null)?.geometry).filter(Boolean),
  );
  const known = asset?.width && asset.height ? { width: asset.width, height: asset.height } : null;
  // Of an asset nobody has measured yet the shapes themselves say how much room they need, and a margin.
  const needed = known ?? extentOf(geometries);
  if (geometries.length === 0 || row === undefined || needed === null) {
    return null;
  }
  const margin = known === null ? 1.15 : 1;
  const [width, height] = [needed.width * margin, needed.height * margin];
  const hasPicture = row.media_type === "image" && row.media_state === "ready" && !hasFailed;
  return (
    <div className={styles.picture}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Shapes on ${row.global_key ?? row.id}`}>
        {hasPicture && (
          <image
            href={thumbnailOf(row.id, 512)}
            width={width}
            height={height}
            onError={() => setFailed(true)}
          />
        )}
        {changes.map(({ key, bundle, outcome, old, new: now }) => (
          <g key={`${bundle} ${key}`}>
            {outcome !== "unchanged" && old !== null && (
              <Shape said={old as Said} size={{ width, height }} look={styles.old} />
            )}
            {now !== null && <Shape said={now as Said} size={{ width, height }} look={styles[outcome]} />}
          </g>
        ))}
      </svg>
    </div>
  );
}

function Shape({
  said,
  size,
  look,
}: {
  said: Said;
  size: { width: number; height: number };
  look: string | undefined;
}) {
  const outline = outlineOf(said.geometry, size);
  return outline === null ? null : (
    <g className={`${styles.shape} ${look ?? ""}`}>
      <title>{nameOf(said)}</title>
      <Drawn outline={outline} spot={Math.max(size.width, size.height) / 80} />
    </g>
  );
}

function Drawn({ outline, spot }: { outline: Outline; spot: number }) {
  if (outline.kind === "path") {
    return <path d={outline.d} vectorEffect="non-scaling-stroke" />;
  }
  if (outline.kind === "spot") {
    return <circle cx={outline.x} cy={outline.y} r={spot} vectorEffect="non-scaling-stroke" />;
  }
  const { cx, cy, rx, ry, turn } = outline;
  return (
    <ellipse
      cx={cx}
      cy={cy}
      rx={rx}
      ry={ry}
      transform={`rotate(${turn} ${cx} ${cy})`}
      vectorEffect="non-scaling-stroke"
    />
  );
}

function Text({ text, changes }: { text: string; changes: readonly AnnotationChange[] }) {
  const marks = changes.flatMap(({ new: now }) => {
    const said = now as Said | null;
    const { type, start, end } = (said?.geometry ?? {}) as { type?: string; start?: number; end?: number };
    return said && type === "text_span" && typeof start === "number" && typeof end === "number"
      ? [{ start, end, name: nameOf(said) }]
      : [];
  });
  return (
    <p className={styles.passage}>
      {passages(text, marks).map((passage, at) =>
        passage.names.length > 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: passages are told apart by their place alone
          <mark key={at} title={passage.names.join(", ")}>
            {passage.text}
          </mark>
        ) : (
          passage.text
        ),
      )}
    </p>
  );
}

function Caption({ row, changes }: { row: DiffedDataRow; changes: readonly AnnotationChange[] }) {
  const { created, updated, unchanged, removed } = row.counts;
  const parts = [
    [created, "new"],
    [updated, "updated"],
    [unchanged, "unchanged"],
    [removed, "removed"],
  ] as const;
  const answers = changes.flatMap(({ new: now }) =>
    ((now as Said | null)?.geometry ? [] : ((now as Said | null)?.classifications ?? [])).map(
      ({ feature, answers: given }) =>
        `${feature}: ${(given ?? []).map(({ value }) => String(value)).join(", ")}`,
    ),
  );
  return (
    <div className={styles.caption}>
      <strong>{row.global_key ?? row.id}</strong>
      <p className={styles.faint}>
        {parts
          .filter(([value]) => (value ?? 0) > 0)
          .map(([value, word]) => `${value} ${word}`)
          .join(", ") || countOf(0, "change")}
      </p>
      {answers.slice(0, 3).map((answer) => (
        <p key={answer}>{answer}</p>
      ))}
    </div>
  );
}
