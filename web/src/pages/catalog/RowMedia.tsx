import { useQuery } from "@tanstack/react-query";
import type { DataRow } from "../../api/gen";
import { MediaIcon } from "./MediaIcon";
import styles from "./RowPanel.module.css";
import { contentUrl, thumbnailUrl } from "./rows";

const MOST_TEXT = 4_000;

/** The media of a data row, as far as a panel has room for it. */
export function RowMedia({ row }: { row: DataRow }) {
  const asset = row.assets[0];
  if (row.media_state !== "ready" || !asset) {
    return null;
  }
  switch (row.media_type) {
    case "image":
      return (
        <a href={contentUrl(row.id)} target="_blank" rel="noreferrer" className={styles.media}>
          <img src={thumbnailUrl(row.id, 512)} alt={row.global_key ?? "The image"} />
        </a>
      );
    case "text":
      return <TextMedia row={row} inline={typeof asset.inline === "string" ? asset.inline : null} />;
    case "audio":
      // biome-ignore lint/a11y/useMediaCaption: what somebody uploads has no captions
      return <audio controls preload="none" src={contentUrl(row.id)} className={styles.audio} />;
    case "video":
      // biome-ignore lint/a11y/useMediaCaption: what somebody uploads has no captions
      return <video controls preload="metadata" src={contentUrl(row.id)} className={styles.media} />;
    default:
      return (
        <div className={styles.nothing}>
          <MediaIcon medium={row.media_type} size={28} />
        </div>
      );
  }
}

function TextMedia({ row, inline }: { row: DataRow; inline: string | null }) {
  const { data } = useQuery({
    queryKey: ["text", row.id],
    queryFn: async ({ signal }) => {
      const response = await fetch(contentUrl(row.id), {
        headers: { range: `bytes=0-${MOST_TEXT}` },
        signal,
      });
      return response.ok ? (await response.text()).replace(/\ufffd+$/, "") : "";
    },
    enabled: inline === null,
    retry: false,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard, too
    <p tabIndex={0} className={styles.text}>
      {(inline ?? data ?? "").slice(0, MOST_TEXT)}
    </p>
  );
}
