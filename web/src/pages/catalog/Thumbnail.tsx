import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { WarningIcon } from "../../ui/icons";
import { MediaIcon } from "./MediaIcon";
import { contentUrl, hasThumbnail, type RowSummary, thumbnailUrl } from "./rows";
import styles from "./Thumbnail.module.css";

const SNIPPET_BYTES = 480;

/** A data row in small: its picture, the beginning of its text, or a drawing of its medium. */
export function Thumbnail({ row, size = 256 }: { row: RowSummary; size?: 64 | 128 | 256 }) {
  if (row.state === "unreachable" || row.state === "unreadable") {
    return (
      <span className={`${styles.frame} ${styles.broken}`}>
        <WarningIcon size={size > 64 ? 20 : 14} />
        {size > 64 && (
          <span>{row.state === "unreachable" ? "Media cannot be reached" : "Media cannot be read"}</span>
        )}
      </span>
    );
  }
  if (hasThumbnail(row)) {
    return <Picture key={row.id} row={row} size={size} />;
  }
  if (row.medium === "text" && size > 64) {
    return <Snippet row={row} />;
  }
  return (
    <span className={styles.frame}>
      <MediaIcon medium={row.medium} size={size > 64 ? 26 : 16} />
    </span>
  );
}

function Picture({ row, size }: { row: RowSummary; size: 64 | 128 | 256 }) {
  const [isFailed, setFailed] = useState(false);
  if (isFailed) {
    return (
      <span className={styles.frame}>
        <MediaIcon medium={row.medium} size={size > 64 ? 26 : 16} />
      </span>
    );
  }
  return (
    <img
      className={styles.picture}
      src={thumbnailUrl(row.id, size)}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setFailed(true)}
    />
  );
}

function Snippet({ row }: { row: RowSummary }) {
  const { data } = useQuery({
    queryKey: ["snippet", row.id],
    queryFn: ({ signal }) => beginning(row.id, signal),
    enabled: row.snippet === null && row.state === "ready",
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const text = row.snippet ?? data;
  return text ? (
    <span className={styles.snippet}>{text}</span>
  ) : (
    <span className={styles.frame}>
      <MediaIcon medium={row.medium} size={26} />
    </span>
  );
}

/** The first bytes of a text; what a cut character leaves behind is not shown. */
async function beginning(id: string, signal: AbortSignal): Promise<string> {
  const headers = { range: `bytes=0-${SNIPPET_BYTES - 1}` };
  const response = await fetch(contentUrl(id), { headers, signal });
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  return (await response.text()).replace(/\ufffd+$/, "");
}
