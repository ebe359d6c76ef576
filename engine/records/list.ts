import sql, { type Sql } from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import type { ListPage, ListQuery, WireRecord } from "../wire.ts";
import { decodeCursor, encodeCursor, type Position, questionHash } from "./cursor.ts";
import type { Step } from "./page.ts";
import { type Question, questionOf } from "./question.ts";
import { askedFields, readColumns } from "./read-columns.ts";
import { LUCK, readStep } from "./read-step.ts";
import { recordOf } from "./rows.ts";
import { type SortOrder, sortOrder } from "./sort-order.ts";
import { toWire } from "./wire-record.ts";

const MOST_ON_PAGE = 200;
const MOST_FOUND = 10_000;

/** One page of an object's records as the actor may see them, in a stable order. */
export async function listRecords(ctx: Ctx, object: ModelObject, query: ListQuery): Promise<ListPage> {
  const limit = query.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ON_PAGE)
    throw new AppError("query.bad_limit", { params: { max: MOST_ON_PAGE } });
  const sort = query.sort ?? (query.deleted ? "-deletedAt" : undefined);
  const order = sortOrder(object, sort, ctx.access);
  const hash = questionHash([object.name, sort, query.filter, query.q, query.deleted]);
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, hash);
  // `can` is decided on whole records, whatever part of them is shown.
  const fields = askedFields(object, query.can ? undefined : query.fields);

  const columns = keyedColumns(ctx, object, fields, order);
  const records = await readPage(ctx, questionOf(ctx, object, query), order, columns, after, limit + 1).catch((error) => {
    throw after !== null && isDataError(error) ? new AppError("query.bad_cursor") : error;
  });
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await toWire(ctx, object, page, query),
    next: records.length > limit && last ? encodeCursor(hash, positionOf(last)) : null,
  };
}

/** All records a person may export, page by page, each on a connection of its own: a slow reader holds none. */
export async function* exportPages(ctx: Ctx, object: ModelObject, query: ListQuery): AsyncGenerator<WireRecord[]> {
  const order = sortOrder(object, query.sort, ctx.access);
  const columns = keyedColumns(ctx, object, askedFields(object, query.fields), order);
  const question = questionOf(ctx, object, query, "export");
  const readable = ctx.access.predicate(object, "read", "t");
  if (readable.kind !== "all") question.where.push(visible(readable));
  // Without an index every page sorts everything, so there should be few of them.
  const size = order.isIndexed ? 1_000 : 5_000;
  let after: Position | null = null;
  do {
    const records: AnyRecord[] = await readPage(ctx, question, order, columns, after, size, LUCK.file);
    yield await toWire(ctx, object, records, query);
    after = records.length < size ? null : positionOf(records.at(-1)!);
  } while (after !== null);
}

/** Internal records for behaviour: what the actor may see of them, without pages. */
export async function findRecords(
  ctx: Ctx,
  object: ModelObject,
  query: Pick<ListQuery, "filter" | "sort" | "limit">,
): Promise<AnyRecord[]> {
  const limit = Math.min(query.limit ?? 1_000, MOST_FOUND);
  const order = sortOrder(object, query.sort, ctx.access);
  const columns = readColumns(ctx, object, askedFields(object, undefined));
  return await readPage(ctx, questionOf(ctx, object, query), order, columns, null, limit);
}

/** The key of a cursor is compared as the database wrote it; one that it cannot read was written by somebody else. */
function isDataError(error: { code?: unknown }): boolean {
  return typeof error.code === "string" && error.code.startsWith("22");
}

/** The columns, and the sort key as the database writes it, where the next page begins. */
function keyedColumns(ctx: Ctx, object: ModelObject, fields: readonly ModelField[], order: SortOrder): Sql {
  return sql`${readColumns(ctx, object, fields)}, (${order.key("t")})::text as "$key"`;
}

/** The key stays on the record, where nothing looks for it: taking it off would make a slow dictionary of every record of the page. */
function positionOf(record: AnyRecord): Position {
  return { key: record.$key, id: record.id };
}

async function readPage(
  ctx: Ctx,
  question: Question,
  order: SortOrder,
  columns: Sql,
  after: Position | null,
  limit: number,
  luck = LUCK.screen,
): Promise<AnyRecord[]> {
  if (question.predicate.kind === "none") return [];
  const isBroad = question.isBroad || !order.isIndexed;

  const read = async (step: Step): Promise<AnyRecord[]> => {
    const rows = await readStep(ctx, question, order, columns, step, isBroad, luck);
    return rows.map((row) => recordOf(ctx.company, question.object, row));
  };
  if (!order.isIndexed) return await read({ part: "both", after, limit });
  const found = after?.key === null ? [] : await read({ part: "keyed", after, limit });
  if (found.length === limit || !order.mayBeEmpty) return found;
  const amongEmpty = after?.key === null ? after : null;
  return [...found, ...(await read({ part: "empty", after: amongEmpty, limit: limit - found.length }))];
}
