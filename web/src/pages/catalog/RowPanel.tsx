import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DataRow, getDataRow, retryMedia } from "../../api/gen";
import { Button, IconButton, LinkButton } from "../../ui/Button";
import { CopyButton } from "../../ui/CopyButton";
import { ErrorState, ended, Message, sentence } from "../../ui/ErrorState";
import { CrossIcon, RefreshIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toast";
import { Attachments } from "./Attachments";
import { mediaLabel } from "./medium";
import { RowMedia } from "./RowMedia";
import { RowMetadata } from "./RowMetadata";
import styles from "./RowPanel.module.css";
import { RowUses } from "./RowUses";
import { contentUrl } from "./rows";

/** Everything about one data row, beside the grid. */
export function RowPanel({ uid, onClose }: { uid: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ queryKey: ["row", uid], queryFn: () => fetchRow(uid) });
  return (
    <aside aria-label="Data row" className={styles.panel}>
      <header className={styles.header}>
        <h2 className={styles.title} title={data?.row.global_key ?? undefined}>
          {data ? (data.row.global_key ?? data.row.external_id ?? "Without a global key") : "Data row"}
        </h2>
        <IconButton icon={CrossIcon} label="Close" size="small" shortcut="Escape" onPress={onClose} />
      </header>
      {error && <ErrorState error={error} title="The data row could not be loaded" onRetry={refetch} />}
      {!data && !error && <Loading label="Loading the data row" />}
      {data && <Content key={uid} row={data.row} etag={data.etag} />}
    </aside>
  );
}

function Content({ row, etag }: { row: DataRow; etag: string }) {
  return (
    <div className={styles.content}>
      <RowMedia row={row} />
      {row.media_state !== "ready" && <MediaProblem row={row} />}
      <dl className={styles.facts}>
        <Fact name="Media type">{mediaLabel(row.media_type)}</Fact>
        {row.external_id && <Fact name="External id">{row.external_id}</Fact>}
        <Fact name="Id">
          <code>{row.id}</code>
          <CopyButton text={row.id} label="Copy the id" isIconOnly />
        </Fact>
        <Fact name="Added">
          <Time at={row.created_at} />
        </Fact>
      </dl>
      <Assets row={row} />
      <RowMetadata row={row} etag={etag} />
      <Attachments row={row} etag={etag} />
      <RowUses row={row} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Assets({ row }: { row: DataRow }) {
  return (
    <section className={styles.section}>
      <h3>{row.assets.length === 1 ? "Asset" : `${row.assets.length} assets`}</h3>
      <ul className={styles.lines}>
        {row.assets.map((asset, no) => (
          // Assets have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={no} className={styles.line}>
            <span className={styles.main}>
              {asset.name ? `${asset.name} · ` : ""}
              {asset.mime ?? mediaLabel(asset.media_type ?? row.media_type)}
            </span>
            <span className="numeric">{asset.width ? `${asset.width} × ${asset.height}` : ""}</span>
            {(asset.sha256 || asset.url) && (
              <LinkButton tone="quiet" size="small" href={contentUrl(row.id, no)} target="_blank">
                Open
              </LinkButton>
            )}
            {asset.url && (
              <code className={styles.url} title={asset.url}>
                {asset.url}
              </code>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const STATES = {
  pending: "The media has not been looked at yet",
  unreachable: "The media cannot be reached",
  unreadable: "The media cannot be read",
  ready: "",
};

function MediaProblem({ row }: { row: DataRow }) {
  const queries = useQueryClient();
  const error = row.media_error ? mediaError(row.media_error) : null;
  const retry = async () => {
    const { data } = await retryMedia({ path: { uid: row.id }, throwOnError: true });
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["row", row.id] }),
      queries.invalidateQueries({ queryKey: ["rows"] }),
    ]);
    if (data.media_state !== "ready") {
      toast(`Still so: ${data.media_error ?? STATES[data.media_state]}`, { tone: "bad" });
    }
  };
  return (
    <div role="status" className={row.media_state === "pending" ? styles.pending : styles.problem}>
      <p>
        <strong>{STATES[row.media_state]}.</strong> {error && <Message text={sentence(error.what)} />}
      </p>
      {error?.hint && (
        <p>
          To fix it: <Message text={ended(error.hint)} />
        </p>
      )}
      {error?.code && <code>{error.code}</code>}
      <Button
        size="small"
        icon={RefreshIcon}
        onPress={() => retry().catch((error: Error) => toast(error.message, { tone: "bad" }))}
      >
        Try again
      </Button>
    </div>
  );
}

/** Takes apart how the server spells what is wrong with media: `MED002 what it is - how to fix it`. */
export function mediaError(text: string): { code: string; what: string; hint: string } {
  const code = /^[A-Z]{3}\d{3}(?= )/.exec(text)?.[0] ?? "";
  const [what = "", ...hint] = text.slice(code ? code.length + 1 : 0).split(" - ");
  return { code, what, hint: hint.join(" - ") };
}

async function fetchRow(uid: string): Promise<{ row: DataRow; etag: string }> {
  const { data, response } = await getDataRow({ path: { uid }, throwOnError: true });
  return { row: data, etag: response.headers.get("etag") ?? "*" };
}
