import { icon, line } from "./Icon";

export const PlusIcon = line("M8 3v10M3 8h10");
export const MinusIcon = line("M3 8h10");
export const CheckIcon = line("m3 8.6 3.2 3.2L13 4.8");
export const CrossIcon = line("m4 4 8 8M12 4l-8 8");
export const ChevronDownIcon = line("m4.2 6.2 3.8 3.8 3.8-3.8");
export const ChevronUpIcon = line("m4.2 9.8 3.8-3.8 3.8 3.8");
export const ChevronRightIcon = line("M6.2 4.2 10 8l-3.8 3.8");
export const ChevronLeftIcon = line("M9.8 4.2 6 8l3.8 3.8");
export const ArrowRightIcon = line("M2.8 8h10M9 4.2 12.8 8 9 11.8");
export const ArrowLeftIcon = line("M13.2 8h-10M7 4.2 3.2 8 7 11.8");
export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.2" />
    <path d="m10.2 10.2 3.3 3.3" />
  </>,
);
export const FilterIcon = line("M2.2 3.6h11.6L9.5 8.6v4.2l-3-1.5V8.6z");
export const SortIcon = line("M5 3.2v9.6M2.6 10.4 5 12.8l2.4-2.4M9.4 4.4h4.2M9.4 8h3M9.4 11.6h1.8");
export const MoreIcon = icon(
  <g fill="currentColor" stroke="none">
    <circle cx="3.4" cy="8" r="1.25" />
    <circle cx="8" cy="8" r="1.25" />
    <circle cx="12.6" cy="8" r="1.25" />
  </g>,
);
export const CopyIcon = line(
  "M5.6 5.6h7.2a.8.8 0 0 1 .8.8v6.4a.8.8 0 0 1-.8.8H6.4a.8.8 0 0 1-.8-.8zM3.2 10.4V3.2a.8.8 0 0 1 .8-.8h6.4",
);
export const EditIcon = line("M3 13l.6-2.8 7.4-7.4 2.2 2.2-7.4 7.4zM9.6 4.2l2.2 2.2");
export const TrashIcon = line("M2.8 4.4h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.6l.6 8.8h6.4l.6-8.8M6.8 7v4M9.2 7v4");
export const UndoIcon = line("M5.8 3 2.8 6l3 3M3 6h6.4a3.6 3.6 0 0 1 0 7.2H6.4");
export const RedoIcon = line("m10.2 3 3 3-3 3M13 6H6.6a3.6 3.6 0 0 0 0 7.2h3");
export const RefreshIcon = line("M13 3v3.2H9.8M12.8 6.2A5.2 5.2 0 1 0 13 9.6");
export const LinkIcon = line(
  "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.1-2.1a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.9-.9",
);
export const ExternalIcon = line(
  "M6.4 3.4H3.6a.8.8 0 0 0-.8.8v8.2a.8.8 0 0 0 .8.8h8.2a.8.8 0 0 0 .8-.8V9.6M9.4 2.8h3.8v3.8M13 3 7.6 8.4",
);
export const UploadIcon = line(
  "M8 10.6V3M5 5.8l3-3 3 3M3 10.8v1.8a.8.8 0 0 0 .8.8h8.4a.8.8 0 0 0 .8-.8v-1.8",
);
export const DownloadIcon = line(
  "M8 2.6v7.6M5 7.4l3 3 3-3M3 10.8v1.8a.8.8 0 0 0 .8.8h8.4a.8.8 0 0 0 .8-.8v-1.8",
);
export const PlayIcon = line("M5 3.2v9.6l7.6-4.8z");
export const PauseIcon = line("M5.4 3.4v9.2M10.6 3.4v9.2");
export const SkipIcon = line("M3.6 3.6v8.8l6.4-4.4zM12.4 3.6v8.8");
export const EyeIcon = icon(
  <>
    <path d="M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8z" />
    <circle cx="8" cy="8" r="1.9" />
  </>,
);
export const EyeOffIcon = line(
  "m2.4 2.4 11.2 11.2M6.6 4a6 6 0 0 1 1.4-.2c4 0 6.4 4.2 6.4 4.2a11 11 0 0 1-1.9 2.3M4.3 5.1A10.6 10.6 0 0 0 1.6 8S4 12.2 8 12.2a6 6 0 0 0 2.7-.6",
);
export const LockIcon = line(
  "M3.8 7.2h8.4a.6.6 0 0 1 .6.6v5a.6.6 0 0 1-.6.6H3.8a.6.6 0 0 1-.6-.6v-5a.6.6 0 0 1 .6-.6zM5.4 7V5a2.6 2.6 0 0 1 5.2 0v2",
);
export const UnlockIcon = line(
  "M3.8 7.2h8.4a.6.6 0 0 1 .6.6v5a.6.6 0 0 1-.6.6H3.8a.6.6 0 0 1-.6-.6v-5a.6.6 0 0 1 .6-.6zM5.4 7V4.6A2.6 2.6 0 0 1 10.3 3.4",
);
export const CommentIcon = line(
  "M3.4 3h9.2a.8.8 0 0 1 .8.8v6.4a.8.8 0 0 1-.8.8H7.4L4.6 13.4V11H3.4a.8.8 0 0 1-.8-.8V3.8a.8.8 0 0 1 .8-.8z",
);
export const StarIcon = line("m8 2.4 1.7 3.6 3.9.5-2.9 2.7.8 3.9L8 11.2l-3.5 1.9.8-3.9-2.9-2.7 3.9-.5z");
export const HistoryIcon = line("M2.8 3.4v3h3M3 6.2A5.3 5.3 0 1 1 2.7 9M8 5.2V8l2.2 1.4");
export const DragIcon = icon(
  <g fill="currentColor" stroke="none">
    <circle cx="6" cy="4" r="1.1" />
    <circle cx="10" cy="4" r="1.1" />
    <circle cx="6" cy="8" r="1.1" />
    <circle cx="10" cy="8" r="1.1" />
    <circle cx="6" cy="12" r="1.1" />
    <circle cx="10" cy="12" r="1.1" />
  </g>,
);
export const SidebarIcon = line(
  "M3.2 2.8h9.6a.8.8 0 0 1 .8.8v8.8a.8.8 0 0 1-.8.8H3.2a.8.8 0 0 1-.8-.8V3.6a.8.8 0 0 1 .8-.8zM6.4 3v10",
);
