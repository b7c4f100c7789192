import { ApiProblem } from "../api/problem";
import styles from "./Framed.module.css";
import { MediaFrame } from "./MediaFrame";
import { useContent } from "./use-content";

const FIRST_BYTE: RequestInit = { headers: { range: "bytes=0-0" } };

export interface FramedProps {
  noun: string;
  url: string;
  /** What the viewer is told behind the `#`. */
  fragment?: string;
  /** Checks what the server says of the content. */
  check: (answer: Response) => Promise<true>;
  /** Runs nothing and may do nothing. A PDF cannot be shown so: its viewer is the browser's own. */
  isSandboxed: boolean;
}

/** Content in a frame. It is asked for first, because a frame does not tell why it stays empty. */
export function Framed({ noun, url, fragment = "", check, isSandboxed }: FramedProps) {
  const { value: isThere, error, retry } = useContent(url, check, FIRST_BYTE);
  return (
    <MediaFrame noun={noun} error={error} isLoading={!isThere} onRetry={retry}>
      {isThere && (
        <iframe
          className={styles.frame}
          src={`${url}${fragment}`}
          title={`The ${noun} of the data row`}
          {...(isSandboxed ? { sandbox: "" } : {})}
        />
      )}
    </MediaFrame>
  );
}

/** Makes a check that content is of a type; `hint` says what to do when it is not. */
export function isOf(type: string, hint: string): FramedProps["check"] {
  return async (answer) => {
    const told = answer.headers.get("content-type") ?? "of an unknown kind";
    if (told.startsWith(type)) return true;
    throw new ApiProblem({ status: 415, detail: `the content is ${told}, not ${type}`, hint });
  };
}
