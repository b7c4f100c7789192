import { icon, line } from "./Icon";

export const HomeIcon = line(
  "M2.5 7.2 8 2.8l5.5 4.4v5.6a.9.9 0 0 1-.9.9H3.4a.9.9 0 0 1-.9-.9zM6.3 13.5V9.4h3.4v4.1",
);
export const CatalogIcon = line(
  "M2.5 3.3h4.2v4.2H2.5zM9.3 3.3h4.2v4.2H9.3zM2.5 9.6h4.2v3.6H2.5zM9.3 9.6h4.2v3.6H9.3z",
);
export const OntologyIcon = icon(
  <>
    <path d="M3.2 4.6v7a1 1 0 0 0 1 1h5M3.2 7.8h6" />
    <circle cx="3.2" cy="3.2" r="1.4" />
    <circle cx="11" cy="7.8" r="1.8" />
    <circle cx="11" cy="12.6" r="1.8" />
  </>,
);
export const ProjectIcon = line(
  "M2.5 4.3h11v8.4a.9.9 0 0 1-.9.9H3.4a.9.9 0 0 1-.9-.9zM5.6 4.1V2.4h4.8v1.7M2.5 8h11",
);
export const ModelIcon = line("M8 2.2 13 5v6l-5 2.8L3 11V5zM3.2 5.2 8 8l4.8-2.8M8 8v5.6");
export const SettingsIcon = icon(
  <>
    <path d="M2.5 4.6h5M11.3 4.6h2.2M2.5 11.4h2.2M8.5 11.4h5" />
    <circle cx="9.4" cy="4.6" r="1.8" />
    <circle cx="6.6" cy="11.4" r="1.8" />
  </>,
);
export const UsageIcon = line("M2.5 13.3h11M4.4 13V8.6M8 13V3M11.6 13V6.2");
export const KeyIcon = icon(
  <>
    <circle cx="5.2" cy="10.8" r="2.7" />
    <path d="m7.1 8.9 6-6M10.6 5.4l1.9 1.9" />
  </>,
);
export const PeopleIcon = icon(
  <>
    <circle cx="6" cy="5.4" r="2.4" />
    <path d="M1.8 13.2c.2-2.6 1.9-4 4.2-4s4 1.4 4.2 4M10.4 3.2a2.3 2.3 0 0 1 0 4.4M12 9.6c1.4.5 2.1 1.8 2.2 3.6" />
  </>,
);
export const PersonIcon = icon(
  <>
    <circle cx="8" cy="5.4" r="2.6" />
    <path d="M3 13.4c.3-2.9 2.3-4.4 5-4.4s4.7 1.5 5 4.4" />
  </>,
);
export const SignOutIcon = line("M9.4 3H3.2v10h6.2M6.6 8h7M11 5.2 13.8 8 11 10.8");
export const KeyboardIcon = line(
  "M2.3 4h11.4a.8.8 0 0 1 .8.8v6.4a.8.8 0 0 1-.8.8H2.3a.8.8 0 0 1-.8-.8V4.8a.8.8 0 0 1 .8-.8zM4.2 6.6h.01M6.7 6.6h.01M9.3 6.6h.01M11.8 6.6h.01M4.8 9.5h6.4",
);
export const ActivityIcon = line("M1.8 8.4h2.7L6.4 3.4l3.2 9.2 1.9-4.2h2.7");
export const QueueIcon = line("M2.5 4h11M2.5 8h11M2.5 12h6.5M12 10.4v3.2M10.4 12h3.2");
export const BatchIcon = line("M3 6.2h10v7H3zM4.4 6V4.3h7.2V6M5.8 4.1V2.5h4.4v1.6");
export const ImportIcon = line(
  "M8 2.2v7.4M5.1 6.9 8 9.8l2.9-2.9M2.5 10.6v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2",
);
export const ExportIcon = line(
  "M8 9.8V2.4M5.1 5.1 8 2.2l2.9 2.9M2.5 10.6v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2",
);
