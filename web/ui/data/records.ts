import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type {
  AggregateAnswer,
  AggregateQuery,
  CountAnswer,
  ListPage,
  ListQuery,
  TimelineEntry,
  WireRecord,
} from "#engine/wire.ts";
import { request } from "./client.ts";
import { useModel } from "./model.ts";

const PAGE = 50;
/** Longer filters travel in a body: proxies cut long URLs. */
const LONGEST_URL = 1500;

export function listRecords(path: string, query: ListQuery, signal?: AbortSignal): Promise<ListPage> {
  const options = signal === undefined ? {} : { signal };
  return JSON.stringify(query).length > LONGEST_URL
    ? request<ListPage>("POST", `/v1/${path}/query`, { body: query, ...options })
    : request<ListPage>("GET", `/v1/${path}`, { query, ...options });
}

/** One page of records of an object by its name. */
export function useRecords(object: string, query: ListQuery, enabled = true) {
  const path = usePath(object);
  return useQuery({
    queryKey: ["records", object, "list", query],
    queryFn: ({ signal }) => listRecords(path ?? "", query, signal),
    enabled: enabled && path !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** All records of a query, fifty at a time as they are scrolled to. */
export function useRecordPages(object: string, query: Omit<ListQuery, "cursor" | "limit">) {
  const path = usePath(object);
  return useInfiniteQuery({
    queryKey: ["records", object, "pages", query],
    queryFn: ({ pageParam, signal }) =>
      listRecords(path ?? "", { ...query, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
  });
}

export function useCount(object: string, query: Pick<ListQuery, "filter" | "q">, enabled = true) {
  const path = usePath(object);
  return useQuery({
    queryKey: ["records", object, "count", query],
    queryFn: ({ signal }) => request<CountAnswer>("POST", `/v1/${path}/count`, { body: query, signal }),
    enabled: enabled && path !== undefined,
  });
}

/** A record with what may be done with it. */
export function useRecord(object: string, id: string | undefined) {
  const path = usePath(object);
  return useQuery({
    queryKey: ["records", object, "one", id],
    queryFn: ({ signal }) => request<WireRecord>("GET", `/v1/${path}/${id}`, { query: { can: true }, signal }),
    enabled: path !== undefined && id !== undefined && id !== "",
  });
}

export function useAggregate(object: string, query: AggregateQuery, enabled = true) {
  const path = usePath(object);
  return useQuery({
    queryKey: ["records", object, "aggregate", query],
    queryFn: ({ signal }) => request<AggregateAnswer>("POST", `/v1/${path}/aggregate`, { body: query, signal }),
    enabled: enabled && path !== undefined,
    placeholderData: keepPreviousData,
  });
}

export type TimelinePage = { items: TimelineEntry[]; next: string | null };

export function useTimeline(object: string, id: string) {
  const path = usePath(object);
  return useInfiniteQuery({
    queryKey: ["records", object, "timeline", id],
    queryFn: ({ pageParam, signal }) =>
      request<TimelinePage>("GET", `/v1/${path}/${id}/timeline`, { query: { cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: path !== undefined,
  });
}

function usePath(object: string): string | undefined {
  return useModel().byName.get(object)?.path;
}
