import type { ComponentType } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { Ground, Shell } from "./shell/Shell";
import { PageFailure } from "./ui/ErrorBoundary";

type PageModule = Promise<{ default: ComponentType }>;

/** A page at a path, loaded when it is first opened. */
function page(path: string, load: () => PageModule, children?: RouteObject[]): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }), children };
}

/** Pages in the frame with the side: one line each. */
const framed: RouteObject[] = [
  page("/", () => import("./pages/home/HomePage")),
  page("/catalog", () => import("./pages/catalog/CatalogPage")),
  page("/catalog/:dataset", () => import("./pages/catalog/DatasetPage")),
  page("/ontologies", () => import("./pages/ontologies/OntologiesPage")),
  page("/ontologies/new", () => import("./pages/ontologies/NewOntologyPage")),
  page("/ontologies/:uid", () => import("./pages/ontologies/OntologyPage")),
  page("/projects/new", () => import("./pages/projects/new/NewProjectPage")),
  page("/settings", () => import("./pages/settings/Settings")),
  page("/settings/usage", () => import("./pages/settings/UsagePage")),
  page("/settings/keys", () => import("./pages/settings/KeysPage")),
  page("/settings/people", () => import("./pages/settings/PeoplePage")),
  page("/about/chrome", () => import("./pages/about/ChromePage")),
  page("*", () => import("./shell/NotFound")),
];

/** Pages that take the whole window, such as the editor: one line each. */
const whole: RouteObject[] = [
  page("/projects/:uid/label", () => import("./pages/editor/EditorPage")),
  page("/projects/:uid/tasks/:task", () => import("./pages/editor/EditorPage")),
];

export const routes: RouteObject[] = [
  {
    Component: Ground,
    HydrateFallback: () => null,
    ErrorBoundary: PageFailure,
    children: [{ Component: Shell, children: [{ ErrorBoundary: PageFailure, children: framed }] }, ...whole],
  },
];

export const router = createBrowserRouter(routes);
