import type { ComponentType } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { Ground, Shell } from "./shell/Shell";
import { PageFailure } from "./ui/ErrorBoundary";

type PageModule = Promise<{ default: ComponentType }>;

/** A page at a path, loaded when it is first opened. */
function page(path: string, load: () => PageModule, children?: RouteObject[]): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }), children };
}

/** The part of a page that is shown at the page's own path. */
function first(load: () => PageModule): RouteObject {
  return { index: true, lazy: async () => ({ Component: (await load()).default }) };
}

/** Pages in the frame with the side: one line each. */
const framed: RouteObject[] = [
  page("/", () => import("./pages/home/HomePage")),
  page("/projects", () => import("./pages/projects/ProjectsPage")),
  page("/projects/:uid", () => import("./pages/projects/ProjectPage"), [
    first(() => import("./pages/projects/OverviewTab")),
    page("overview", () => import("./pages/projects/OverviewTab")),
    page("rows", () => import("./pages/projects/RowsTab")),
    page("batches", () => import("./pages/projects/BatchesTab")),
    page("queue", () => import("./pages/projects/QueueTab")),
    page("activity", () => import("./pages/projects/ActivityTab")),
    page("import", () => import("./pages/projects/ImportTab")),
    page("members", () => import("./pages/projects/MembersTab")),
    page("settings", () => import("./pages/projects/SettingsTab")),
  ]),
  page("/imports/new", () => import("./pages/imports/NewImportPage")),
  page("/imports/:uid", () => import("./pages/imports/ImportPage")),
  page("/catalog", () => import("./pages/catalog/CatalogPage")),
  page("/catalog/:dataset", () => import("./pages/catalog/DatasetPage")),
  page("/settings", () => import("./pages/settings/Settings")),
  page("/settings/usage", () => import("./pages/settings/UsagePage")),
  page("/settings/keys", () => import("./pages/settings/KeysPage")),
  page("/settings/people", () => import("./pages/settings/PeoplePage")),
  page("/ontologies", () => import("./pages/ontologies/OntologiesPage")),
  page("/ontologies/new", () => import("./pages/ontologies/NewOntologyPage")),
  page("/ontologies/:uid", () => import("./pages/ontologies/OntologyPage")),
  page("/projects/new", () => import("./pages/projects/new/NewProjectPage")),
  page("/about/chrome", () => import("./pages/about/ChromePage")),
  page("/settings/keyboard", () => import("./pages/editor/KeyboardPage")),
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
