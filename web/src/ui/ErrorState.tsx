import type { ReactNode } from "react";
import { ApiProblem } from "../api/problem";
import { Button } from "./Button";
import { classes } from "./classes";
import styles from "./ErrorState.module.css";
import { ErrorIcon, OfflineIcon, RefreshIcon } from "./icons";

export interface ErrorStateProps {
  /** Whatever was thrown; an ApiProblem tells most. */
  error: unknown;
  /** What could not be done: "The datasets could not be loaded". */
  title?: string;
  /** Offered unless there is nothing to be found: that is so the next time as well. */
  onRetry?: () => void;
  /** A strip within a form or dialog, rather than the middle of a page. */
  isCompact?: boolean;
  children?: ReactNode;
}

/** Makes a sentence of a message: the server writes them without capital and full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  // An address keeps its spelling.
  return /^\S+:\/\//.test(trimmed)
    ? ended(trimmed)
    : trimmed && trimmed[0]?.toUpperCase() + ended(trimmed.slice(1));
}

/** Ends a hint, which goes on behind a colon and so keeps its small letter. */
export function ended(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/** Renders words between backticks as code, as the messages of the server write them. */
export function Message({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    // Every second part stood between backticks; parts have no identity but their place.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    at % 2 ? <code key={at}>{part}</code> : part,
  );
}

/** What went wrong, with which value, and how to fix it; the code leads to the page about it. */
export function ErrorState({ error, title, onRetry, isCompact = false, children }: ErrorStateProps) {
  const problem = error instanceof ApiProblem ? error : null;
  const Icon = problem?.isOffline ? OfflineIcon : ErrorIcon;
  const detail = error instanceof Error ? error.message : String(error);
  return (
    <div role="alert" className={classes(styles.error, isCompact ? styles.compact : styles.whole)}>
      <Icon size={isCompact ? 16 : 22} className={styles.icon} />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        <p className={title ? undefined : styles.title}>
          <Message text={sentence(detail)} />
        </p>
        {problem?.hint && (
          <p className={styles.hint}>
            To fix it: <Message text={ended(problem.hint)} />
          </p>
        )}
        {problem && problem.issues.length > 0 && (
          <ul className={styles.issues}>
            {problem.issues.slice(0, 5).map((issue) => (
              <li key={`${issue.code} ${issue.message} ${issue.where?.pointer ?? ""}`}>
                <Message text={sentence(issue.message)} />
                {issue.hint && (
                  <span className={styles.hint}>
                    {" "}
                    <Message text={sentence(issue.hint)} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
        {problem?.code && (
          <p className={styles.code}>
            <code>{problem.code}</code> · <code>postil explain {problem.code}</code>
          </p>
        )}
        {children && <div>{children}</div>}
        {onRetry && problem?.status !== 404 && (
          <div>
            <Button size="small" icon={RefreshIcon} onPress={onRetry}>
              Try again
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
