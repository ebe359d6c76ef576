import type { Row } from "#platform/database.ts";
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
import { readStep } from "./read-step.ts";
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

  const rows = await readPage(ctx, questionOf(ctx, object, query), order, fields, after, limit + 1).catch((error) => {
    throw after !== null && isDataError(error) ? new AppError("query.bad_cursor") : error;
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await toWire(
      ctx,
      object,
      page.map(({ record }) => record),
      query,
    ),
    next: rows.length > limit && last ? encodeCursor(hash, last.position) : null,
  };
}

/** All records a person may export, page by page, each on a connection of its own: a slow reader holds none. */
export async function* exportPages(ctx: Ctx, object: ModelObject, query: ListQuery): AsyncGenerator<WireRecord[]> {
  const order = sortOrder(object, query.sort, ctx.access);
  const fields = askedFields(object, query.fields);
  const question = questionOf(ctx, object, query, "export");
  const readable = ctx.access.predicate(object, "read", "t");
  if (readable.kind !== "all") question.where.push(visible(readable));
  // Without an index every page sorts everything, so there should be few of them.
  const size = order.isIndexed ? 1_000 : 5_000;
  let after: Position | null = null;
  do {
    const rows: Placed[] = await readPage(ctx, question, order, fields, after, size);
    const records = rows.map(({ record }) => record);
    yield await toWire(ctx, object, records, query);
    after = rows.length < size ? null : rows.at(-1)!.position;
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
  const rows = await readPage(ctx, questionOf(ctx, object, query), order, askedFields(object, undefined), null, limit);
  return rows.map(({ record }) => record);
}

/** The key of a cursor is compared as the database wrote it; one that it cannot read was written by somebody else. */
function isDataError(error: { code?: unknown }): boolean {
  return typeof error.code === "string" && error.code.startsWith("22");
}

type Placed = { record: AnyRecord; position: Position };

async function readPage(
  ctx: Ctx,
  question: Question,
  order: SortOrder,
  fields: readonly ModelField[],
  after: Position | null,
  limit: number,
): Promise<Placed[]> {
  if (question.predicate.kind === "none") return [];
  const columns = readColumns(ctx, question.object, fields);
  const isBroad = question.isBroad || !order.isIndexed;

  const read = async (step: Step): Promise<Placed[]> => {
    const rows = await readStep(ctx, question, order, columns, step, isBroad);
    return rows.map((row) => placed(ctx, question.object, row));
  };
  if (!order.isIndexed) return await read({ part: "both", after, limit });
  const found = after?.key === null ? [] : await read({ part: "keyed", after, limit });
  if (found.length === limit || !order.mayBeEmpty) return found;
  const amongEmpty = after?.key === null ? after : null;
  return [...found, ...(await read({ part: "empty", after: amongEmpty, limit: limit - found.length }))];
}

function placed(ctx: Ctx, object: ModelObject, row: Row): Placed {
  const key = row.$key;
  // Taken off, not copied around: it is the last column, so the row keeps its shape.
  delete row.$key;
  const record = recordOf(ctx.company, object, row);
  return { record, position: { key, id: record.id } };
}
