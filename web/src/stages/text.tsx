import { useCallback, useEffect, useRef, useState } from "react";
import type { Ref } from "../core/annotation";
import { hasHighlights } from "../text/highlight";
import { Offsets } from "../text/offsets";
import { TextView } from "../text/view";
import { Segmented } from "../ui/Segmented";
import { assetsOf } from "./assets";
import { MediaFrame } from "./MediaFrame";
import { setPassages } from "./passages";
import { contentUrl } from "./pictures";
import type { StageProps } from "./stage";
import styles from "./text.module.css";
import { useContent } from "./use-content";

const LABEL =
  "Text with its spans. Arrows move the caret, with shift they select, enter marks what is selected; alt and arrows " +
  "change the selected span. The list of regions beside it says the same in words.";

/** A text with spans and the relationships between them; a data row of several texts shows one of them. */
export default function TextStage({ store, row, isReadOnly = false }: StageProps) {
  const texts = assetsOf(row, "text");
  const [chosen, setChosen] = useState<number | null>(null);
  const no = chosen !== null && texts.includes(chosen) ? chosen : (texts[0] ?? 0);
  const name = texts.length > 1 ? (row.assets[no]?.name ?? "") : null;
  const { value: offsets, error, retry } = useContent(contentUrl(row.id, no), readText);
  const [said, setSaid] = useState("");
  const sheet = useRef<HTMLDivElement>(null);
  const announce = useCallback(
    (text: string) => setSaid((before) => (before === text ? `${text}\u00a0` : text)),
    [],
  );

  useEffect(() => {
    if (offsets) setPassages(store, name, offsets);
  }, [store, name, offsets]);
  useEffect(() => store.setTarget(name === null ? null : { asset: name }), [store, name]);
  useEffect(() => {
    const host = sheet.current?.parentElement;
    if (!sheet.current || !host || !offsets) return;
    const view = new TextView(partsIn(host, sheet.current), store, offsets, {
      asset: name,
      isReadOnly,
      announce,
    });
    const show = (event: Event): void => view.reveal((event as CustomEvent<Ref>).detail);
    host.addEventListener("postil-show", show);
    return () => {
      host.removeEventListener("postil-show", show);
      view.destroy();
    };
  }, [store, offsets, name, isReadOnly, announce]);

  return (
    <MediaFrame noun="text" error={error} isLoading={!offsets} onRetry={retry}>
      {texts.length > 1 && (
        <div className={styles.texts}>
          <Segmented
            label="Text of the data row"
            segments={texts.map((one) => ({ id: one, label: row.assets[one]?.name || `Text ${one + 1}` }))}
            value={no}
            onChange={setChosen}
          />
        </div>
      )}
      {!hasHighlights() && (
        <p role="alert" className={styles.old}>
          This browser is too old to show spans in a text. Chrome 105, Safari 17.2 and Firefox 140 can.
        </p>
      )}
      <div
        className={styles.host}
        data-stage="text"
        role="application"
        aria-label={LABEL}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys of the caret are for whoever has the focus here
        tabIndex={0}
      >
        <div ref={sheet} className={styles.sheet}>
          <div className={styles.text} dir="auto" data-part="text" />
          <div className={styles.caret} data-part="caret" hidden />
          <div className={styles.grip} data-part="start" hidden />
          <div className={styles.grip} data-part="end" hidden />
        </div>
      </div>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </MediaFrame>
  );
}

async function readText(answer: Response): Promise<Offsets> {
  return new Offsets(await answer.text());
}

function partsIn(host: HTMLElement, sheet: HTMLElement) {
  const part = (name: string): HTMLElement => sheet.querySelector(`[data-part=${name}]`) as HTMLElement;
  return {
    host,
    sheet,
    text: part("text"),
    caret: part("caret"),
    start: part("start"),
    end: part("end"),
    arrows: styles.arrows ?? "",
  };
}
