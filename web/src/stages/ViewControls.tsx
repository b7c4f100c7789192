import { useEffect, useState } from "react";
import { Toolbar } from "react-aria-components";
import type { Engine } from "../engine/engine";
import { type Adjustment, UNADJUSTED } from "../engine/picture";
import { Button, IconButton } from "../ui/Button";
import { DialogTrigger, Popover } from "../ui/Dialog";
import { FitIcon, MinusIcon, PlusIcon, SunIcon } from "../ui/icons";
import { Slider } from "../ui/Slider";
import { Switch } from "../ui/Switch";
import styles from "./ViewControls.module.css";

const STEP = Math.SQRT2;

export interface ViewControlsProps {
  engine: Engine;
  adjustment: Adjustment;
  onAdjust: (adjustment: Adjustment) => void;
}

/** How near and how bright the picture is shown; nothing of it changes annotations. */
export function ViewControls({ engine, adjustment, onAdjust }: ViewControlsProps) {
  const percent = usePercent(engine);
  const isAdjusted = adjustment !== UNADJUSTED;
  return (
    <Toolbar className={styles.controls ?? ""} aria-label="View">
      <IconButton
        icon={MinusIcon}
        size="small"
        label="Zoom out"
        onPress={() => engine.camera.zoomBy(1 / STEP)}
      />
      <Button
        size="small"
        tone="quiet"
        aria-label={`${percent} %, show at 100 %`}
        onPress={() => engine.camera.zoomTo(1)}
      >
        <span className={styles.percent}>{percent} %</span>
      </Button>
      <IconButton icon={PlusIcon} size="small" label="Zoom in" onPress={() => engine.camera.zoomBy(STEP)} />
      <IconButton icon={FitIcon} size="small" label="Fit into view" onPress={() => engine.camera.fit()} />
      <DialogTrigger>
        <IconButton
          icon={SunIcon}
          size="small"
          tone={isAdjusted ? "plain" : "quiet"}
          label="Brightness, contrast and names"
        />
        <Popover label="How the picture is shown" placement="top end">
          <Adjustments engine={engine} adjustment={adjustment} onAdjust={onAdjust} />
        </Popover>
      </DialogTrigger>
    </Toolbar>
  );
}

function Adjustments({ engine, adjustment, onAdjust }: ViewControlsProps) {
  const [hasLabels, setHasLabels] = useState(engine.hasLabels);
  const change = (part: Partial<Adjustment>): void => onAdjust({ ...adjustment, ...part });
  return (
    <div className={styles.adjustments}>
      <Slider
        label="Brightness"
        minValue={20}
        maxValue={300}
        step={10}
        value={Math.round(adjustment.brightness * 100)}
        onChange={(value) => change({ brightness: value / 100 })}
      />
      <Slider
        label="Contrast"
        minValue={20}
        maxValue={300}
        step={10}
        value={Math.round(adjustment.contrast * 100)}
        onChange={(value) => change({ contrast: value / 100 })}
      />
      <Switch isSelected={adjustment.isInverted} onChange={(isInverted) => change({ isInverted })}>
        Inverted
      </Switch>
      <Switch
        isSelected={hasLabels}
        onChange={(isOn) => {
          engine.hasLabels = isOn;
          setHasLabels(isOn);
        }}
      >
        Names on shapes
      </Switch>
      <Button size="small" isDisabled={adjustment === UNADJUSTED} onPress={() => onAdjust(UNADJUSTED)}>
        Show as it is
      </Button>
    </div>
  );
}

function usePercent(engine: Engine): number {
  const [percent, setPercent] = useState(() => Math.round(engine.camera.scale * 100));
  useEffect(() => {
    const follow = (): void => setPercent(Math.round(engine.camera.scale * 100));
    follow();
    return engine.camera.subscribe((zoomed) => {
      if (zoomed) follow();
    });
  }, [engine]);
  return percent;
}
