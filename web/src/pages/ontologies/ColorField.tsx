import { useEffect, useState } from "react";
import { Button } from "../../ui/Button";
import { CheckIcon } from "../../ui/icons";
import { TextField } from "../../ui/TextField";
import styles from "./FeatureForm.module.css";
import { isColor, PALETTE } from "./palette";

interface ColorFieldProps {
  color: string | null;
  onChange: (color: string | null) => void;
  isReadOnly?: boolean;
}

/** A colour of the palette, or any other. */
export function ColorField({ color, onChange, isReadOnly = false }: ColorFieldProps) {
  const [text, setText] = useState(color ?? "");
  useEffect(() => setText(color ?? ""), [color]);
  const type = (next: string) => {
    setText(next);
    if (isColor(next)) {
      onChange(next.toLowerCase());
    }
  };
  return (
    <div className={styles.field}>
      <span className={styles.label}>Colour</span>
      <div className={styles.colors}>
        {PALETTE.map((one) => (
          <button
            key={one}
            type="button"
            disabled={isReadOnly}
            aria-label={`Colour ${one}`}
            aria-pressed={one === color?.toLowerCase()}
            className={styles.color}
            style={{ background: one }}
            onClick={() => onChange(one)}
          >
            {one === color?.toLowerCase() && <CheckIcon size={12} />}
          </button>
        ))}
        <span className={styles.hex}>
          <TextField
            label="Colour as hex"
            isLabelHidden
            isCode
            value={text}
            onChange={type}
            placeholder="#rrggbb"
            isReadOnly={isReadOnly}
            error={text !== "" && !isColor(text) && text !== color ? "Write it as #rrggbb" : undefined}
          />
        </span>
        {color && !isReadOnly && (
          <Button tone="quiet" size="small" onPress={() => onChange(null)}>
            None
          </Button>
        )}
      </div>
    </div>
  );
}
