import { Input, Label, NumberField } from "react-aria-components";
import type { Ref } from "../../core/annotation";
import { withGeometry } from "../../core/annotation";
import { edit } from "../../core/commands/edit";
import type { Annotation, Geometry } from "../../core/wire";
import styles from "./Inspector.module.css";
import type { EditorSession } from "./session";

interface Props {
  session: EditorSession;
  at: Ref;
  annotation: Annotation;
  isDisabled: boolean;
}

/** Numbers of a geometry that make sense one by one: their name, and how a person calls them. */
const FIELDS: Partial<
  Record<Geometry["type"], readonly (readonly [name: string, label: string, least?: number])[]>
> = {
  box: [
    ["left", "X"],
    ["top", "Y"],
    ["width", "W", 0],
    ["height", "H", 0],
    ["rotation", "Turn"],
  ],
  ellipse: [
    ["center_x", "X"],
    ["center_y", "Y"],
    ["radius_x", "RX", 0],
    ["radius_y", "RY", 0],
    ["rotation", "Turn"],
  ],
  point: [
    ["x", "X"],
    ["y", "Y"],
  ],
  text_span: [
    ["start", "From", 0],
    ["end", "To", 0],
  ],
  time_range: [
    ["start", "From", 0],
    ["end", "To", 0],
  ],
};

const PLAIN: Intl.NumberFormatOptions = { maximumFractionDigits: 2, useGrouping: false };

/** The place of a region as numbers, in pixels, characters or time; shapes of many points are only counted. */
export function GeometryFields({ session, at, annotation, isDisabled }: Props) {
  const { geometry } = annotation;
  if (!geometry) return null;
  const fields = FIELDS[geometry.type];
  const numbers = geometry as unknown as Record<string, number | null | undefined>;
  if (!fields) return <p className={styles.counted}>{counted(geometry)}</p>;
  const set = (name: string, value: number) => {
    if (Number.isNaN(value) || value === numbers[name]) return;
    const changed = { ...geometry, [name]: value } as Geometry;
    session.store.apply(edit(at, withGeometry(annotation, changed), "Change numbers"));
  };
  return (
    <div className={styles.numbers}>
      {fields.map(([name, label, least]) => (
        <NumberField
          key={name}
          className={styles.number ?? ""}
          formatOptions={PLAIN}
          isDisabled={isDisabled || geometry.type === "text_span"}
          minValue={least}
          value={round(numbers[name] ?? 0)}
          onChange={(value) => set(name, value)}
        >
          <Label>{label}</Label>
          <Input />
        </NumberField>
      ))}
    </div>
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function counted(geometry: Geometry): string {
  switch (geometry.type) {
    case "polygon":
    case "polyline":
      return `${geometry.points.length} points`;
    case "path":
      return `${geometry.vertices.length} points`;
    case "mask":
      return geometry.area ? `Mask of ${geometry.area.toLocaleString("en")} pixels` : "Mask";
    case "track":
      return `Track of ${geometry.segments.length} segments`;
    default:
      return "";
  }
}
