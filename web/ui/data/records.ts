import type { QueryClient } from "@tanstack/react-query";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Filter } from "#engine/object.ts";
import type {
  AggregateAnswer,
  AggregateQuery,
  CountAnswer,
  ListPage,
  ListQuery,
  RecordPage,
  TimelinePage,
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
    queryKey: countKey(object, query),
    queryFn: ({ signal }) => request<CountAnswer>("POST", `/v1/${path}/count`, { body: query, signal }),
    enabled: enabled && path !== undefined,
  });
}

/** A record with what may be done with it; the first time with all that its page begins with. */
export function useRecord(object: string, id: string | undefined) {
  const target = useModel().byName.get(object);
  const path = target?.path;
  const client = useQueryClient();
  const queryKey = ["records", object, "one", id];
  const query = { can: true, ...(target?.lines ? { lines: true } : {}) };
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const isKnown = client.getQueryData(queryKey) !== undefined;
      if (isKnown) return await request<WireRecord>("GET", `/v1/${path}/${id}`, { query, signal });
      const page = await request<RecordPage>("GET", `/v1/${path}/${id}/page`, { signal });
      layReady(client, object, page);
      return page.record;
    },
    enabled: path !== undefined && id !== undefined && id !== "",
  });
}

/** The parts of a record's page find what its first request has brought, and ask for themselves from then on. */
function layReady(client: QueryClient, object: string, { record, timeline, related }: RecordPage): void {
  if (timeline) client.setQueryData(timelineKey(object, record.id), { pages: [timeline], pageParams: [null] });
  for (const { object: target, by, count, exact } of related)
    client.setQueryData(countKey(target, { filter: referringTo(by, record.id) }), { count, exact });
}

/** The records that belong to one by their reference to it. */
export function referringTo(by: string, id: string): Filter {
  return { field: by, op: "eq", value: id };
}

function timelineKey(object: string, id: string) {
  return ["records", object, "timeline", id];
}

function countKey(object: string, query: Pick<ListQuery, "filter" | "q">) {
  return ["records", object, "count", query];
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

export function useTimeline(object: string, id: string) {
  const path = usePath(object);
  return useInfiniteQuery({
    queryKey: timelineKey(object, id),
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
