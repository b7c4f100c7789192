import { icon, line } from "./Icon";

export const ImageIcon = icon(
  <>
    <rect x="2.2" y="2.8" width="11.6" height="10.4" rx="1.2" />
    <circle cx="5.6" cy="6" r="1.1" />
    <path d="m2.6 11.6 3.2-3 2.2 2 2.6-3 3 3.6" />
  </>,
);
export const VideoIcon = line(
  "M2.8 3.6h7.6a.8.8 0 0 1 .8.8v7.2a.8.8 0 0 1-.8.8H2.8a.8.8 0 0 1-.8-.8V4.4a.8.8 0 0 1 .8-.8zM11.4 7l2.8-1.8v5.6L11.4 9",
);
export const TextIcon = line("M2.6 4V3h10.8v1M8 3v10M6 13h4");
export const DocumentIcon = line("M4 2.2h5l3.2 3.2v8.4H4zM9 2.4v3h3M6 8h4M6 10.6h4");
export const AudioIcon = line("M2.4 6.8v2.4M5.2 4.4v7.2M8 2.6v10.8M10.8 5.2v5.6M13.6 6.8v2.4");
export const ConversationIcon = line("M2.4 3h8v5h-4L4 10V8H2.4zM12.2 6h1.4v5H12v2l-2.4-2H6.8");
export const HtmlIcon = line("M5.4 4.8 2.2 8l3.2 3.2M10.6 4.8 13.8 8l-3.2 3.2M9 3.4l-2 9.2");
export const GeoIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M2.2 8h11.6M8 2.2c3.2 3.6 3.2 8 0 11.6M8 2.2c-3.2 3.6-3.2 8 0 11.6" />
  </>,
);
export const FileIcon = line("M4 2.2h5l3.2 3.2v8.4H4zM9 2.4v3h3");
export const FolderIcon = line(
  "M2.2 4.2a.8.8 0 0 1 .8-.8h3.2l1.4 1.6h5.4a.8.8 0 0 1 .8.8v6a.8.8 0 0 1-.8.8H3a.8.8 0 0 1-.8-.8z",
);
