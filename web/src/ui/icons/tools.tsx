import { icon, line } from "./Icon";

const corners = [
  [3, 3],
  [13, 3],
  [3, 13],
  [13, 13],
] as const;

export const SelectIcon = line("M3.6 2.6 12.6 7.4 8.6 8.6 7 12.6z");
export const HandIcon = line(
  "M5 8.6V4.4a1 1 0 0 1 2 0V3.4a1 1 0 0 1 2 0v.8a1 1 0 0 1 2 0v1a1 1 0 0 1 2 0v4.4c0 2.4-1.6 4-4 4s-3.2-1-4.2-2.6L3 8.8c-.4-.8.6-1.6 1.3-.9z",
);
export const BoxIcon = icon(
  <>
    <path d="M4.3 3h7.4M4.3 13h7.4M3 4.3v7.4M13 4.3v7.4" />
    {corners.map(([x, y]) => (
      <circle key={`${x} ${y}`} cx={x} cy={y} r="1.2" />
    ))}
  </>,
);
export const RotatedBoxIcon = line("M6.2 2.4 13.6 6.6 9.8 13.6 2.4 9.4zM11.2 2.6a3 3 0 0 1 1.6 1.2");
export const PolygonIcon = line("M8 2.4 13.6 6.6 11.4 13.2H4.6L2.4 6.6z");
export const PolylineIcon = line("M2.6 12.6 6 5.4l4 5.2 3.4-7.2");
export const PointIcon = icon(
  <>
    <circle cx="8" cy="8" r="1.6" />
    <path d="M8 2.2v2.6M8 11.2v2.6M2.2 8h2.6M11.2 8h2.6" />
  </>,
);
export const EllipseIcon = icon(<ellipse cx="8" cy="8" rx="6" ry="4.2" />);
export const KeypointIcon = icon(
  <>
    <circle cx="8" cy="3.6" r="1.5" />
    <circle cx="4" cy="12.4" r="1.5" />
    <circle cx="12" cy="12.4" r="1.5" />
    <path d="M8 5.1v3.5l-3.2 2.6M8 8.6l3.2 2.6" />
  </>,
);
export const BrushIcon = line(
  "M13.4 2.6 7.6 8.4M6.2 8.6l1.3 1.3c.6 1.7-.8 3.5-4.9 3.5 1-.9.6-1.7 1-2.9.4-1.3 1.5-2 2.6-1.9z",
);
export const EraserIcon = line("M6 13h7.4M3 9.8l6.2-6.2 4 4L7.8 13H5.6L3 10.4zM6.2 6.6l4 4");
export const MaskIcon = line(
  "M4.4 4.2c2-2.2 4.4-.4 6 .2s3.4 2 2.6 4.6-3 4.6-5.6 4-4.4-1.2-4.8-3.6.2-3.6 1.8-5.2zM5.2 9.8l4.6-4.6M7.4 11.4l4.6-4.6",
);
export const SpanIcon = line("M2.4 5.6h11.2M2.4 10.6h11.2M4.4 3.4h4v4.4h-4z");
export const RelationIcon = icon(
  <>
    <circle cx="3.8" cy="11.6" r="1.8" />
    <circle cx="12.2" cy="4.4" r="1.8" />
    <path d="m5.2 10.4 4.9-4.2M7.6 5.9h2.8v2.8" />
  </>,
);
export const ClassificationIcon = line(
  "M2.6 4.2 3.6 5.2 5.4 3.2M8 4.2h5.4M2.6 8.2l1 1 1.8-2M8 8.2h5.4M8 12.2h5.4M3.2 12.2h1.6",
);
export const RadioIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.4" />
    <circle cx="8" cy="8" r="2" fill="currentColor" stroke="none" />
  </>,
);
export const TextAnswerIcon = line("M2.4 4h11.2v8H2.4zM5 6.4v3.2M5 6.4h-.8M5 6.4h.8");
export const FitIcon = line("M2.6 5.6v-3h3M10.4 2.6h3v3M13.4 10.4v3h-3M5.6 13.4h-3v-3");
export const DiffIcon = line("M8 2.2v11.6M2.6 4.6h3M4.1 3.1v3M10.4 4.6h3M2.6 11h3M10.4 11h3");
