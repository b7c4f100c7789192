import type { ReactNode } from "react";
import { ErrorState } from "../ui/ErrorState";
import styles from "./MediaFrame.module.css";

export interface MediaFrameProps {
  /** What is shown, in the middle of a sentence: "text", "recording". */
  noun: string;
  error: unknown;
  isLoading: boolean;
  onRetry: () => void;
  children: ReactNode;
}

/** Around media: says that it is on its way, or why it cannot be shown and which setting stood in the way. */
export function MediaFrame({ noun, error, isLoading, onRetry, children }: MediaFrameProps) {
  return (
    <div className={styles.frame} data-state={error ? "error" : isLoading ? "loading" : "ready"}>
      {children}
      {isLoading && !error && (
        <div className={styles.loading} role="status">
          Loading the {noun}
        </div>
      )}
      {error != null && (
        <div className={styles.error}>
          <ErrorState error={error} title={`The ${noun} cannot be shown`} onRetry={onRetry}>
            <p>Its annotations are kept as they are, and can be answered and submitted.</p>
          </ErrorState>
        </div>
      )}
    </div>
  );
}
