import type { ComponentType } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";

type PageModule = Promise<{ default: ComponentType }>;

/** A page at a path, loaded when it is first opened. */
function page(path: string, load: () => PageModule, children?: RouteObject[]): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }), children };
}

/** Every page of the browser: one line each. */
export const routes: RouteObject[] = [page("/", () => import("./pages/home/HomePage"))];

export const router = createBrowserRouter(routes);
