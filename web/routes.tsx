import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import type { Filter } from "#engine/object.ts";
import { withWords } from "./i18n.ts";
import { landingCompany } from "./shell/last-company.ts";
import { NotFound } from "./shell/NotFound.tsx";
import { RouteFailure } from "./shell/RouteFailure.tsx";
import { ShellSkeleton } from "./shell/ShellSkeleton.tsx";
import { meQuery, modelQuery } from "./ui/data/model.ts";
import { problemOf } from "./ui/data/problem.ts";
import { queryClient } from "./ui/data/query-client.ts";
import { WaitingPage } from "./ui/WaitingPage.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: RouteFailure });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    const company = await landingCompany();
    throw company === null ? redirect({ to: "/sign-in" }) : redirect({ to: "/$company", params: { company } });
  },
});

export type SignInSearch = { to?: string };
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): SignInSearch => (typeof search.to === "string" ? { to: search.to } : {}),
  component: lazyRouteComponent(() => import("./sign-in/SignInPage.tsx"), "SignInPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("./setup/SetupPage.tsx"), "SetupPage"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation/$token",
  component: lazyRouteComponent(() => import("./sign-in/InvitationPage.tsx"), "InvitationPage"),
});

/** `create` opens a form for a new record above any page, with what is already known in `with`. */
export type ShellSearch = { create?: string; with?: Record<string, unknown> };

const company = createRoute({
  getParentRoute: () => root,
  path: "/$company",
  validateSearch: (search): ShellSearch => ({
    ...(typeof search.create === "string" ? { create: search.create } : {}),
    ...(isPlain(search.with) ? { with: search.with } : {}),
  }),
  // A loader, not `beforeLoad`: the pages' code is fetched at the same time.
  loader: async ({ location }) => {
    try {
      await Promise.all([queryClient.ensureQueryData(meQuery), queryClient.ensureQueryData(modelQuery)]);
    } catch (error) {
      if (problemOf(error).status === 401) throw redirect({ to: "/sign-in", search: { to: location.href } });
      throw error;
    }
  },
  component: lazyRouteComponent(() => import("./shell/Shell.tsx"), "Shell"),
  pendingComponent: ShellSkeleton,
  pendingMs: 150,
});

const workbench = createRoute({
  getParentRoute: () => company,
  path: "/",
  component: lazyRouteComponent(() => import("./workbench/WorkbenchPage.tsx"), "WorkbenchPage"),
});

export type ReportsSearch = { report?: string } & Record<string, unknown>;
const reports = createRoute({
  getParentRoute: () => company,
  path: "/reports",
  validateSearch: (search): ReportsSearch => search,
  component: lazyRouteComponent(() => import("./reports/ReportsPage.tsx"), "ReportsPage"),
});

const settings = createRoute({
  getParentRoute: () => company,
  path: "/settings",
  component: lazyRouteComponent(
    withWords("settings", () => import("./settings/SettingsPage.tsx")),
    "SettingsPage",
  ),
});

const settingsSection = createRoute({
  getParentRoute: () => company,
  path: "/settings/$section",
  validateSearch: (search): Record<string, unknown> => search,
  component: lazyRouteComponent(
    withWords("settings", () => import("./settings/SettingsPage.tsx")),
    "SettingsPage",
  ),
});

export type ImportSearch = { object?: string; job?: string; step?: string };
const importing = createRoute({
  getParentRoute: () => company,
  path: "/import",
  validateSearch: (search): ImportSearch => ({
    ...(typeof search.object === "string" ? { object: search.object } : {}),
    ...(typeof search.job === "string" ? { job: search.job } : {}),
    ...(typeof search.step === "string" ? { step: search.step } : {}),
  }),
  component: lazyRouteComponent(
    withWords("import", () => import("./import/ImportPage.tsx")),
    "ImportPage",
  ),
});

const mine = createRoute({
  getParentRoute: () => company,
  path: "/mine",
  component: lazyRouteComponent(() => import("./shell/MinePage.tsx"), "MinePage"),
});

/** Everything a list shows stands in its URL, so that Back, reload and a sent link find the same rows. */
export type ListSearch = {
  view?: string;
  q?: string;
  filter?: Filter;
  /** A named period, or two dates, of the object's own date. */
  period?: string;
  sort?: string;
  columns?: string[];
  as?: "table" | "board";
  /** Business type shown on the board. */
  type?: string;
  /** The record shown in the side drawer. */
  open?: string;
  tab?: string;
};
const list = createRoute({
  getParentRoute: () => company,
  path: "/$path",
  validateSearch: (search): ListSearch => listSearch(search),
  component: lazyRouteComponent(() => import("./list/ListPage.tsx"), "ListPage"),
});

export type RecordSearch = { tab?: string };
const record = createRoute({
  getParentRoute: () => company,
  path: "/$path/$id",
  validateSearch: (search): RecordSearch => (typeof search.tab === "string" ? { tab: search.tab } : {}),
  component: lazyRouteComponent(() => import("./record/RecordPage.tsx"), "RecordPage"),
});

/** Of which record, and what the document asks for besides: a period. */
export type DocumentSearch = { id?: string } & Record<string, string | undefined>;
const document = createRoute({
  getParentRoute: () => company,
  path: "/documents/$path/$document",
  validateSearch: (search): DocumentSearch =>
    Object.fromEntries(
      Object.entries(search).flatMap(([name, value]) =>
        // What the shell opens above a page is its own.
        ["create", "with"].includes(name) || typeof value === "object" ? [] : [[name, String(value)]],
      ),
    ),
  component: lazyRouteComponent(() => import("./document/DocumentPage.tsx"), "DocumentPage"),
});

function listSearch(search: Record<string, unknown>): ListSearch {
  const kept: ListSearch = {};
  for (const name of ["view", "q", "period", "sort", "type", "open", "tab"] as const) {
    if (typeof search[name] === "string" || typeof search[name] === "number") kept[name] = String(search[name]);
  }
  if (isPlain(search.filter)) kept.filter = search.filter as Filter;
  if (Array.isArray(search.columns)) kept.columns = search.columns.map(String);
  if (search.as === "board" || search.as === "table") kept.as = search.as;
  return kept;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    signIn,
    setup,
    invitation,
    company.addChildren([workbench, reports, settings, settingsSection, importing, mine, document, list, record]),
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: WaitingPage,
  defaultPendingMs: 200,
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
