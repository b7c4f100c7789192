import { Component, type ErrorInfo, type ReactNode } from "react";
import { useRouteError } from "react-router";
import { ErrorState } from "./ErrorState";
import { Page } from "./Page";

interface Props {
  children: ReactNode;
  /** What is shown instead of the part that failed. */
  fallback?: (error: unknown, retry: () => void) => ReactNode;
}

/** Keeps a failure of one part of a page from taking the others with it. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    const retry = () => this.setState({ error: null });
    return (
      this.props.fallback?.(error, retry) ?? (
        <ErrorState title="This part of the page has failed" error={error} onRetry={retry} />
      )
    );
  }
}

/** What the router shows when a page fails, or its code cannot be loaded after the server was updated. */
export function PageFailure() {
  const error = useRouteError();
  return (
    <Page title="Something went wrong">
      <ErrorState title="This page has failed" error={error} onRetry={() => window.location.reload()} />
    </Page>
  );
}
