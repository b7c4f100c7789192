import { useEffect, useRef, useState } from "react";
import type { DataRow } from "../api/gen";
import type { Annotation } from "../core/wire";
import { type Adjustment, UNADJUSTED } from "../engine/picture";
import { Segmented } from "../ui/Segmented";
import styles from "./image.module.css";
import { MediaFrame } from "./MediaFrame";
import type { StageProps } from "./stage";
import { useEngine } from "./use-engine";
import { usePicture } from "./use-picture";
import { ViewControls } from "./ViewControls";

/** An image with its annotations; a data row of several images shows one of them at a time. */
export default function ImageStage({ store, row, engineRef, isReadOnly = false }: StageProps) {
  const host = useRef<HTMLDivElement>(null);
  const engine = useEngine(host, store, engineRef, isReadOnly);
  const images = imagesOf(row);
  const [chosen, setChosen] = useState<number | null>(null);
  const no = chosen !== null && images.includes(chosen) ? chosen : (images[0] ?? 0);
  const name = images.length > 1 ? (row.assets[no]?.name ?? "") : null;
  const { picture, error, retry } = usePicture(row, no);
  const [adjustment, setAdjustment] = useState<Adjustment>(UNADJUSTED);

  useEffect(() => {
    if (!engine) return;
    store.setTarget(name === null ? null : { asset: name });
    engine.belongs = (annotation) => liesOn(annotation, name);
  }, [engine, store, name]);

  useEffect(() => {
    if (engine) engine.backdrop = picture;
  }, [engine, picture]);

  useEffect(() => {
    if (!picture || picture.adjustment === adjustment) return;
    picture.adjustment = adjustment;
    engine?.backdropChanged();
  }, [engine, picture, adjustment]);

  return (
    <MediaFrame noun="image" error={error} isLoading={!picture} onRetry={retry}>
      <div
        ref={host}
        className={styles.host}
        role="application"
        aria-label="Image with its regions; the list of regions beside it says the same in words"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys of tools are for whoever has the focus here
        tabIndex={0}
        data-stage="canvas"
      />
      {images.length > 1 && (
        <div className={styles.images}>
          <Segmented
            label="Image of the data row"
            segments={images.map((one) => ({ id: one, label: row.assets[one]?.name || `Image ${one + 1}` }))}
            value={no}
            onChange={setChosen}
          />
        </div>
      )}
      {engine && picture && <ViewControls engine={engine} adjustment={adjustment} onAdjust={setAdjustment} />}
    </MediaFrame>
  );
}

/** Numbers of the assets that are images. */
function imagesOf(row: DataRow): number[] {
  return row.assets.flatMap((asset, no) => ((asset.media_type ?? "image") === "image" ? [no] : []));
}

/** Whether an annotation lies on the asset of a name; null is the only one. */
function liesOn(annotation: Annotation, name: string | null): boolean {
  return name === null || (annotation.target?.asset ?? "") === name;
}
