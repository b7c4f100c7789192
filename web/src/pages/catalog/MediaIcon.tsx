import {
  AudioIcon,
  ConversationIcon,
  DocumentIcon,
  FileIcon,
  GeoIcon,
  HtmlIcon,
  ImageIcon,
  TextIcon,
  UsageIcon,
  VideoIcon,
} from "../../ui/icons";
import type { IconComponent } from "../../ui/icons/Icon";

const ICONS: Record<string, IconComponent> = {
  image: ImageIcon,
  text: TextIcon,
  conversation: ConversationIcon,
  document: DocumentIcon,
  audio: AudioIcon,
  video: VideoIcon,
  html: HtmlIcon,
  geospatial: GeoIcon,
  series: UsageIcon,
};

/** The drawing of a medium. */
export function MediaIcon({ medium, size }: { medium: string; size?: number }) {
  const Icon = ICONS[medium] ?? FileIcon;
  return <Icon size={size} />;
}
