import {
  Slider as AriaSlider,
  type SliderProps as AriaSliderProps,
  Label,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from "react-aria-components";
import styles from "./Slider.module.css";

/** A number between two ends, set by dragging or with the arrow keys. */
export function Slider({
  label,
  ...rest
}: { label: string } & Omit<AriaSliderProps<number>, "children" | "className" | "style">) {
  return (
    <AriaSlider {...rest} className={styles.slider ?? ""}>
      <Label className={styles.label}>{label}</Label>
      <SliderOutput className={styles.output ?? ""} />
      <SliderTrack className={styles.track ?? ""}>
        {({ state }) => (
          <>
            <div className={styles.rail} />
            <div className={styles.fill} style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className={styles.thumb ?? ""} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}
