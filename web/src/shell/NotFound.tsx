import { useLocation } from "react-router";
import { LinkButton } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { HomeIcon, SearchIcon } from "../ui/icons";
import { Page } from "../ui/Page";

/** No page is at this path. */
export default function NotFound() {
  const { pathname } = useLocation();
  return (
    <Page title="Page not found">
      <EmptyState
        icon={SearchIcon}
        title="There is no page here"
        actions={
          <LinkButton href="/" icon={HomeIcon}>
            Home
          </LinkButton>
        }
      >
        Nothing is at <code>{pathname}</code>. It may have been deleted, or the address has a typing error.
      </EmptyState>
    </Page>
  );
}
