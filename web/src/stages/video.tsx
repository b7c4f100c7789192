import { Player } from "./player";
import type { StageProps } from "./stage";

/** Video in the browser's own player. */
export default function VideoStage(props: StageProps) {
  return <Player {...props} kind="video" />;
}
