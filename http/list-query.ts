import { AppError } from "#engine/errors.ts";
import type { AggregateQuery, ListQuery } from "#engine/wire.ts";

const LONGEST_Q = 100;

/** A list query from a URL, where filter is JSON and names are separated by commas. */
export function listQueryOfUrl(query: unknown): ListQuery {
  const { filter, fields, expand, limit, can, deleted, ...rest } = query as Record<string, string | string[] | undefined>;
  return listQueryOfBody({
    ...rest,
    ...(filter === undefined ? {} : { filter: parsed(filter) }),
    ...(fields === undefined ? {} : { fields: names(fields) }),
    ...(expand === undefined ? {} : { expand: names(expand) }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(can === undefined ? {} : { can: isYes(can) }),
    ...(deleted === undefined ? {} : { deleted: isYes(deleted) }),
  });
}

/** The same query from a body. What each part means is checked against the object where it is compiled. */
export function listQueryOfBody(body: unknown): ListQuery {
  const query = plain(body);
  refuseUnless(query.filter === undefined || isPlain(query.filter), "filter");
  refuseUnless(query.sort === undefined || isText(query.sort, 200), "sort");
  refuseUnless(query.cursor === undefined || isText(query.cursor, 4_000), "cursor");
  refuseUnless(query.q === undefined || typeof query.q === "string", "q");
  refuseUnless(query.fields === undefined || isNames(query.fields), "fields");
  refuseUnless(query.expand === undefined || isNames(query.expand), "expand");
  refuseUnless(query.limit === undefined || (Number.isInteger(query.limit) && (query.limit as number) > 0), "limit");
  refuseUnless(query.can === undefined || typeof query.can === "boolean", "can");
  refuseUnless(query.deleted === undefined || typeof query.deleted === "boolean", "deleted");
  const { filter, sort, fields, expand, limit, cursor, q, can, deleted } = query as ListQuery;
  return dropUndefined({ filter, sort, fields, expand, limit, cursor, q: q?.slice(0, LONGEST_Q), can, deleted });
}

export function countQueryOf(body: unknown): Pick<ListQuery, "filter" | "q"> {
  const { filter, q } = listQueryOfBody(body);
  return dropUndefined({ filter, q });
}

export function aggregateQueryOf(body: unknown): AggregateQuery {
  const query = plain(body);
  refuseUnless(query.filter === undefined || isPlain(query.filter), "filter");
  refuseUnless(query.groupBy === undefined || isNames(query.groupBy), "groupBy");
  refuseUnless(isPlain(query.measures) && Object.values(query.measures).every(isPlain), "measures");
  refuseUnless(query.q === undefined || typeof query.q === "string", "q");
  refuseUnless(query.sort === undefined || isText(query.sort, 200), "sort");
  refuseUnless(query.limit === undefined || (Number.isInteger(query.limit) && (query.limit as number) > 0), "limit");
  const { filter, q, groupBy, measures, sort, limit } = query as AggregateQuery;
  return { measures, ...dropUndefined({ filter, q: q?.slice(0, LONGEST_Q), groupBy, sort, limit }) };
}

export function names(value: string | string[]): string[] {
  return [value]
    .flat()
    .flatMap((part) => part.split(","))
    .map((part) => part.trim())
    .filter(Boolean);
}

export function isYes(value: unknown): boolean {
  return value === "true" || value === "1" || value === "";
}

function parsed(filter: string | string[]): unknown {
  try {
    return JSON.parse(String(filter));
  } catch {
    throw malformed("filter");
  }
}

function plain(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (!isPlain(body)) throw new AppError("invalid.body");
  // Before anything walks the filter by calling itself.
  if (isDeeper(body.filter, DEEPEST)) throw new AppError("filter.too_complex");
  return body;
}

const DEEPEST = 50;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 200 && value.every((name) => isText(name, 200));
}

function isText(value: unknown, max: number): boolean {
  return typeof value === "string" && value.length <= max;
}

function refuseUnless(holds: boolean, part: string): void {
  if (!holds) throw malformed(part);
}

function malformed(part: string): AppError {
  return new AppError("query.malformed", { params: { part } });
}

function dropUndefined<T extends object>(query: T): T {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as T;
}
