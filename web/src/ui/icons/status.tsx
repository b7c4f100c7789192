import { icon, line } from "./Icon";

export const InfoIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 7.4v3.4M8 5.2v.01" />
  </>,
);
export const WarningIcon = line("M8 2.6 14.2 13H1.8zM8 6.4v3.2M8 11.2v.01");
export const ErrorIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="m6 6 4 4M10 6l-4 4" />
  </>,
);
export const SuccessIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="m5.4 8.2 1.9 1.9 3.5-3.9" />
  </>,
);
export const HelpIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M6.3 6.3a1.75 1.75 0 0 1 3.4.6c0 1.2-1.7 1.4-1.7 2.5M8 11.3v.01" />
  </>,
);
export const SunIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M3.5 12.5l.8-.8M11.7 4.3l.8-.8" />
  </>,
);
export const MoonIcon = line("M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z");
export const SystemIcon = line(
  "M2.8 3h10.4a.6.6 0 0 1 .6.6v6.8a.6.6 0 0 1-.6.6H2.8a.6.6 0 0 1-.6-.6V3.6a.6.6 0 0 1 .6-.6zM5.6 13.4h4.8M8 11v2.4",
);
export const OfflineIcon = line(
  "m2.4 2.4 11.2 11.2M1.8 6.4A9.4 9.4 0 0 1 5 4.4M7.6 3.7a9.3 9.3 0 0 1 6.6 2.7M4 9a6 6 0 0 1 3-1.6M10.4 8A6 6 0 0 1 12 9M8 12.2v.01",
);
