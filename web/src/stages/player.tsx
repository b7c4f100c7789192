import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ApiProblem } from "../api/problem";
import { assetsOf } from "./assets";
import { MediaFrame } from "./MediaFrame";
import { contentUrl } from "./pictures";
import styles from "./player.module.css";
import type { StageProps } from "./stage";
import { TimeRanges } from "./TimeRanges";
import { answerOf } from "./use-content";

const NOUNS = { audio: "recording", video: "video" } as const;
/** Seconds that the arrows go. */
const STEP_S = 5;
/** A frame of most videos, in seconds. */
const FRAME_S = 1 / 25;

/** The browser's own player for a recording or a video, with the time ranges that lie on it. */
export function Player({ kind, store, row }: StageProps & { kind: "audio" | "video" }) {
  const no = assetsOf(row, kind)[0] ?? 0;
  const media = useRef<HTMLMediaElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [duration, setDuration] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const url = contentUrl(row.id, no);
  const noun = NOUNS[kind];
  const props = {
    controls: true,
    preload: "metadata",
    className: styles[kind],
    onLoadedMetadata: () => setDuration(media.current?.duration ?? 0),
    onError: () => whyNot(url, noun).then(setError),
  };
  // Given to an element that is in the page already: what fails before is told to nobody.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads it again
  useEffect(() => {
    if (media.current) media.current.src = url;
  }, [url, attempt]);
  return (
    <MediaFrame
      noun={noun}
      error={error}
      isLoading={duration === null}
      onRetry={() => {
        setError(null);
        setDuration(null);
        setAttempt((before) => before + 1);
      }}
    >
      <div
        className={styles.host}
        data-stage="time"
        role="application"
        aria-label={`The ${noun}. Space plays and pauses, arrows go 5 seconds, comma and full stop a frame.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys of the player are for whoever has the focus here
        tabIndex={0}
        onKeyDown={(event) => media.current && onKey(event, media.current)}
      >
        {kind === "video" ? (
          <video key={attempt} {...props} ref={media as React.Ref<HTMLVideoElement>} />
        ) : (
          <audio key={attempt} {...props} ref={media as React.Ref<HTMLAudioElement>} />
        )}
        {duration !== null && duration > 0 && Number.isFinite(duration) && (
          <TimeRanges
            store={store}
            duration={duration}
            onSeek={(seconds) => {
              if (media.current) media.current.currentTime = seconds;
            }}
          />
        )}
      </div>
    </MediaFrame>
  );
}

function onKey(event: KeyboardEvent, media: HTMLMediaElement): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target !== event.currentTarget) return;
  const steps: Record<string, number> = {
    ArrowLeft: -STEP_S,
    ArrowRight: STEP_S,
    ",": -FRAME_S,
    ".": FRAME_S,
  };
  const step = steps[event.key];
  if (event.key === " ") {
    if (media.paused) void media.play().catch(() => undefined);
    else media.pause();
  } else if (event.key === "Home") media.currentTime = 0;
  else if (event.key === "End") media.currentTime = media.duration;
  else if (step === undefined) return;
  else media.currentTime = Math.min(Math.max(0, media.currentTime + step), media.duration);
  event.preventDefault();
}

/** Players do not say why they fail: the server is asked for the first byte, and its problem is the reason. */
async function whyNot(url: string, noun: string): Promise<unknown> {
  try {
    const answer = await answerOf(url, { headers: { range: "bytes=0-0" } });
    return new ApiProblem({
      status: 415,
      detail: `the content is ${answer.headers.get("content-type") ?? "of an unknown kind"}, which this browser cannot play`,
      hint: `convert the ${noun} to MP4 (H.264, AAC), WebM, MP3 or WAV and put it in place of the asset`,
    });
  } catch (error) {
    return error;
  }
}
