import { Player } from "./player";
import type { StageProps } from "./stage";

/** Audio in the browser's own player. */
export default function AudioStage(props: StageProps) {
  return <Player {...props} kind="audio" />;
}
