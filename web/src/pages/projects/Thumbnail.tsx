import { useState } from "react";
import type { DataRow } from "../../api/gen";
import {
  AudioIcon,
  ConversationIcon,
  DocumentIcon,
  FileIcon,
  GeoIcon,
  HtmlIcon,
  ImageIcon,
  TextIcon,
  VideoIcon,
} from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";
import styles from "./projects.module.css";

const ICONS: Record<string, IconComponent> = {
  audio: AudioIcon,
  conversation: ConversationIcon,
  document: DocumentIcon,
  geospatial: GeoIcon,
  html: HtmlIcon,
  image: ImageIcon,
  text: TextIcon,
  video: VideoIcon,
};

/** Where the picture of a data row is; `size` is its longer side in pixels at most. */
export const thumbnailOf = (uid: string, size: number) => `/api/v1/data-rows/${uid}/thumbnail?size=${size}`;

/** A small picture of a data row, or the sign of its medium where there is none. */
export function Thumbnail({ row }: { row: Pick<DataRow, "id" | "media_type" | "media_state"> }) {
  const [isMissing, setMissing] = useState(false);
  const Icon = ICONS[row.media_type] ?? FileIcon;
  const hasPicture = row.media_type === "image" && row.media_state === "ready" && !isMissing;
  return hasPicture ? (
    <img
      src={thumbnailOf(row.id, 256)}
      alt=""
      loading="lazy"
      className={styles.thumb}
      onError={() => setMissing(true)}
    />
  ) : (
    <span className={styles.sign}>
      <Icon size={16} />
    </span>
  );
}
