import { type Key, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import styles from "./choice.module.css";
import type { IconComponent } from "./icons/Icon";

export interface Segment<K extends Key> {
  id: K;
  label: string;
  icon?: IconComponent;
  /** Shows the icon alone; the label is read aloud. */
  isIconOnly?: boolean;
  isDisabled?: boolean;
}

/** One of two to five views of the same thing. */
export function Segmented<K extends Key>({
  label,
  segments,
  value,
  onChange,
}: {
  label: string;
  segments: readonly Segment<K>[];
  value: K;
  onChange: (value: K) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={([chosen]) => chosen !== undefined && onChange(chosen as K)}
      className={styles.segments ?? ""}
    >
      {segments.map(({ id, label: name, icon: Icon, isIconOnly, isDisabled }) => (
        <ToggleButton
          key={id}
          id={id}
          aria-label={isIconOnly ? name : undefined}
          isDisabled={isDisabled}
          className={styles.segment ?? ""}
        >
          {Icon && <Icon size={14} />}
          {!isIconOnly && name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
