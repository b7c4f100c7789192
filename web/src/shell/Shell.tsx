import { Suspense } from "react";
import { RouterProvider } from "react-aria-components";
import { type NavigateOptions, Outlet, useHref, useNavigate } from "react-router";
import { AppFrame, type Place } from "../ui/AppFrame";
import { CatalogIcon, HomeIcon, OntologyIcon, ProjectIcon, SettingsIcon } from "../ui/icons";
import { ToastRegion } from "../ui/Toast";
import { Gate } from "./Gate";
import { UserMenu } from "./UserMenu";

declare module "react-aria-components" {
  interface RouterConfig {
    routerOptions: NavigateOptions;
  }
}

const PLACES: readonly Place[] = [
  { to: "/", label: "Home", icon: HomeIcon, isExact: true },
  { to: "/catalog", label: "Catalog", icon: CatalogIcon },
  { to: "/ontologies", label: "Ontologies", icon: OntologyIcon },
  { to: "/projects", label: "Projects", icon: ProjectIcon },
  { to: "/settings", label: "Settings", icon: SettingsIcon },
];

/** What every window has: links that the router follows, the gate, and a place for notices. */
export function Ground() {
  const navigate = useNavigate();
  return (
    <RouterProvider navigate={navigate} useHref={useHref}>
      <Gate>
        <Suspense>
          <Outlet />
        </Suspense>
      </Gate>
      <ToastRegion />
    </RouterProvider>
  );
}

/** The frame of ordinary pages; an editor takes the whole window instead. */
export function Shell() {
  return (
    <AppFrame places={PLACES} foot={(isFolded) => <UserMenu isFolded={isFolded} />}>
      <Suspense>
        <Outlet />
      </Suspense>
    </AppFrame>
  );
}
