import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { WireObject } from "#engine/wire.ts";
import type { ListSearch } from "../routes.tsx";
import { useRecords } from "../ui/data/records.ts";
import { lastView } from "./list-state.ts";
import type { ListView } from "./views.ts";

/**
 * The view a list opens with: the one last used, else the first. Who owns nothing but sees what others own begins with all of
 * it. Null until that is known, so that no empty list flashes by.
 */
export function useFirstView(object: WireObject, views: readonly ListView[]): string | null {
  const search = useSearch({ strict: false }) as ListSearch;
  const [first] = views as [ListView];
  const known = lastView(object.name);
  const isSettled = search.view !== undefined || search.filter !== undefined || views.some(({ id }) => id === known);
  const all = views.find(({ id }) => id === "all");
  const asks = !isSettled && first.filter !== undefined && all !== undefined && all.filter === undefined;

  const one = { limit: 1, fields: ["id"] };
  const mine = useRecords(object.name, { ...one, ...(first.filter ? { filter: first.filter } : {}) }, asks);
  const others = useRecords(object.name, one, asks);
  const isKnown = !mine.isPending && !others.isPending;
  const owns = mine.data?.items.length !== 0 || others.data?.items.length === 0;
  const [begun, begin] = useState<string | null>(null);
  // The first record of one's own must not turn the page one is on.
  useEffect(() => {
    if (asks && isKnown) begin((before) => before ?? (owns ? first.id : "all"));
  }, [asks, isKnown, owns, first.id]);

  if (!asks) return views.some(({ id }) => id === known) ? known : first.id;
  return begun;
}
