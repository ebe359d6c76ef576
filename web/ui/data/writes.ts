import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ListPage, Made, WireRecord } from "#engine/wire.ts";
import { companyOfUrl, newKey, request } from "./client.ts";
import { useModel } from "./model.ts";
import { isOffline, problemOf } from "./problem.ts";

/** Codes of warnings the person has read and accepted travel with the write. */
type Accept = { accept?: readonly string[] };

export function useCreate(object: string) {
  const path = usePathOf(object);
  const client = useQueryClient();
  return useMutation({
    /** `key` belongs to one filled-in form: sending it twice makes one record. */
    mutationFn: ({ values, key, accept }: { values: Record<string, unknown>; key?: string } & Accept) =>
      request<WireRecord>("POST", `/v1/${path}`, { body: values, key: key ?? newKey(), query: { accept } }),
    onSuccess: () => void refreshRecords(client),
  });
}

export function useUpdate(object: string) {
  const path = usePathOf(object);
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, values, accept }: Change & Accept) =>
      patchOnce(
        () => request<WireRecord>("PATCH", `/v1/${path}/${id}`, { body: values, version, query: { accept, can: true } }),
        values,
      ),
    onSuccess: (record) => {
      showAtOnce(client, object, record);
      void refreshRecords(client);
    },
  });
}

type Change = { id: string; version: number; values: Record<string, unknown> };

/** A change whose answer was lost is sent again; "stale" then means it had arrived if the record holds our values. */
async function patchOnce(send: () => Promise<WireRecord>, values: Record<string, unknown>): Promise<WireRecord> {
  try {
    return await send();
  } catch (error) {
    if (!isOffline(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return await send().catch((second: unknown) => {
      const current = problemOf(second).code === "record.stale" ? problemOf(second).record : undefined;
      if (current && holds(current, values)) return current;
      throw second;
    });
  }
}

function holds(record: WireRecord, values: Record<string, unknown>): boolean {
  return Object.entries(values).every(([key, value]) => {
    const name = key.endsWith("Id") ? key.slice(0, -2) : key;
    const found = record[key] ?? record[name];
    const plain = found !== null && typeof found === "object" ? (found.id ?? found.amount ?? found) : found;
    return JSON.stringify(plain ?? null) === JSON.stringify(value ?? null);
  });
}

export function useRemove(object: string) {
  const path = usePathOf(object);
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      request<void>("DELETE", `/v1/${path}/${id}`, { version, key: newKey() }),
    onSuccess: () => void refreshRecords(client),
  });
}

/** Performs a verb on one record; `verb` names another than the usual one. Its button stays busy until the screen has followed. */
export function useAction(object: string, action: string) {
  const path = usePathOf(object);
  const client = useQueryClient();
  const open = useOpenMade();
  const [isFollowing, setFollowing] = useState(false);
  const mutation = useMutation({
    mutationFn: ({ id, input, key, accept, verb }: { id: string; input?: unknown; key?: string; verb?: string } & Accept) =>
      request<WireRecord | Made>("POST", `/v1/${path}/${id}/${verb ?? action}`, {
        body: input ?? {},
        key: key ?? newKey(),
        query: { accept },
      }),
    onSuccess: (result) => {
      if ("made" in result) open(result as Made);
      else showAtOnce(client, object, result);
      setFollowing(true);
      void refreshRecords(client).finally(() => setFollowing(false));
    },
  });
  return { ...mutation, isBusy: mutation.isPending || isFollowing };
}

/** A verb that makes another record, such as a contract from a deal, ends where that record is. */
function useOpenMade() {
  const navigate = useNavigate();
  const { byName } = useModel();
  return ({ made: { object, id } }: Made) => {
    const path = byName.get(object)?.path;
    const company = companyOfUrl();
    if (path && company) void navigate({ to: "/$company/$path/$id", params: { company, path, id } });
  };
}

/**
 * The record as the server answered it stands wherever it is shown before anything is read again: its next change is made on
 * this version, and a verb that is done is not offered once more.
 */
function showAtOnce(client: QueryClient, object: string, record: WireRecord): void {
  if (typeof record.version !== "number") return;
  const inRow = (row: WireRecord) => (row.id === record.id ? { ...row, ...record } : row);
  const inPage = (page: ListPage): ListPage => ({ ...page, items: page.items.map(inRow) });
  client.setQueryData<WireRecord>(["records", object, "one", record.id], (known) => known && inRow(known));
  client.setQueriesData<ListPage>({ queryKey: ["records", object, "list"] }, (known) => known && inPage(known));
  client.setQueriesData<InfiniteData<ListPage>>(
    { queryKey: ["records", object, "pages"] },
    (known) => known && { ...known, pages: known.pages.map(inPage) },
  );
}

/** Rows change in many places at once (roll-ups, timelines, counts), so whatever is on screen is read again. */
export function refreshRecords(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ["records"] });
}

function usePathOf(object: string): string {
  return useModel().byName.get(object)?.path ?? object;
}
