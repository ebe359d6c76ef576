import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import type { Filter } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import type { ListSearch } from "../routes.tsx";
import { allOf } from "../ui/all-of.ts";
import { companyOfUrl } from "../ui/data/client.ts";
import { type Period, periodFilter } from "../ui/periods.ts";
import type { ListView } from "./views.ts";

/** What the list shows: the view, overridden by what stands in the URL. */
export type ListState = {
  view: ListView;
  /** What the person or the view states, and the period within it: */
  stated: Filter | undefined;
  period: Period;
  /** both together, which is what rows, counts, sums and files are asked for by. */
  filter: Filter | undefined;
  sort: string;
  columns: string[];
  as: "table" | "board";
  q: string;
  open: string | undefined;
  /** The view is not shown as it was saved. */
  isChanged: boolean;
  set: (changes: Partial<ListSearch>, replace?: boolean) => void;
};

/** `first` is the view shown while the URL names none. */
export function useListState(object: WireObject, views: ListView[], first: string | null): ListState {
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  const view = views.find((one) => one.id === (search.view ?? first)) ?? views[0]!;

  useEffect(() => {
    if (search.view) localStorage.setItem(keptAs(object.name), search.view);
  }, [object.name, search.view]);

  const set = useCallback(
    (changes: Partial<ListSearch>, replace = false) =>
      void navigate({ to: ".", search: (before: ListSearch) => withoutEmpty({ ...before, ...changes }), replace } as never),
    [navigate],
  );
  const stated = search.filter ?? view.filter;
  const period = (object.period && (search.period ?? view.period)) || "all";
  const filter = useMemo(() => allOf([stated, periodFilter(object.period ?? "", period)]), [stated, object.period, period]);
  return {
    view,
    stated,
    period,
    filter,
    sort: search.sort ?? view.sort ?? "-createdAt",
    columns: shownColumns(object, search.columns ?? view.columns ?? object.list),
    as: object.board ? (search.as ?? view.as) : "table",
    q: search.q ?? "",
    open: search.open,
    isChanged:
      search.filter !== undefined ||
      search.sort !== undefined ||
      search.columns !== undefined ||
      // What is shipped is looked at in any period; what one has saved was saved in one.
      (view.saved !== undefined && period !== (view.period ?? "all")),
    set,
  };
}

/** The title leads every row. */
function shownColumns(object: WireObject, wanted: readonly string[]): string[] {
  const known = wanted.filter((name) => object.fields.some((field) => field.name === name));
  return [object.title, ...known.filter((name) => name !== object.title)];
}

const keptAs = (object: string) => `kehai.view.${companyOfUrl() ?? ""}.${object}`;

export function lastView(object: string): string | null {
  return localStorage.getItem(keptAs(object));
}

function withoutEmpty(search: ListSearch): ListSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== "")) as ListSearch;
}
