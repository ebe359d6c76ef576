import { useQueryClient } from "@tanstack/react-query";
import type { Filter } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { newKey, request } from "../ui/data/client.ts";
import { useRecords } from "../ui/data/records.ts";
import type { Period } from "../ui/periods.ts";

/** A way of looking at an object's records: shipped with the object, or saved by people. */
export type ListView = {
  id: string;
  label: string;
  filter?: Filter;
  period?: Period;
  sort?: string;
  columns?: readonly string[];
  as: "table" | "board";
  saved?: { version: number; shared: boolean; isMine: boolean };
};

export function useViews(object: WireObject, myId: string): ListView[] {
  const saved = useRecords("view", { filter: { field: "object", op: "eq", value: object.name }, sort: "name", limit: 100 });
  const shipped = object.views.map(({ name, label, filter, sort, columns, presentation }) => ({
    id: name,
    label,
    as: presentation ?? ("table" as const),
    ...(filter ? { filter } : {}),
    ...(sort ? { sort } : {}),
    ...(columns ? { columns } : {}),
  }));
  const own = (saved.data?.items ?? []).map((view) => ({
    id: view.id,
    label: String(view.name),
    as: view.presentation === "board" ? ("board" as const) : ("table" as const),
    ...(view.filter ? { filter: view.filter as Filter } : {}),
    ...(view.period ? { period: view.period as Period } : {}),
    ...(view.sort ? { sort: String(view.sort) } : {}),
    ...(Array.isArray(view.columns) ? { columns: view.columns as string[] } : {}),
    saved: { version: view.version, shared: view.shared === true, isMine: view.owner?.id === myId },
  }));
  const all = [...shipped, ...own];
  return all.length > 0 ? all : [{ id: "all", label: object.plural, as: "table" }];
}

export type ViewValues = {
  name: string;
  filter: Filter | null;
  period: Period | null;
  sort: string | null;
  columns: readonly string[] | null;
  presentation: "table" | "board";
  shared: boolean;
};

/** Keeps a view under a new name, changes one, or removes it. */
export function useViewWrites(object: string) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["records", "view"] });
  return {
    create: async (values: ViewValues) => {
      const made = await request<{ id: string }>("POST", "/v1/views", { body: { ...values, object }, key: newKey() });
      await refresh();
      return made.id;
    },
    change: async (view: ListView, values: Partial<ViewValues>) => {
      await request("PATCH", `/v1/views/${view.id}`, { body: values, version: view.saved?.version ?? 0 });
      await refresh();
    },
    remove: async (view: ListView) => {
      await request("DELETE", `/v1/views/${view.id}`, { version: view.saved?.version ?? 0 });
      await refresh();
    },
  };
}
