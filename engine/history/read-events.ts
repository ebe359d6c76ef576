import sql, { type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { notFound } from "../errors.ts";
import { fieldLabel, optionLabel, type Words, wordsOf } from "../labels.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import { mustSee } from "../records/get-record.ts";
import { loadReferences, type Pointer } from "../records/reference-titles.ts";
import type { TimelineEntry, TimelinePage, WireReference } from "../wire.ts";

export type EventRow = {
  id: number;
  at: string;
  name: string;
  object: string;
  recordId: string;
  actorId: string | null;
  via: string | null;
  source: string;
  changes: Record<string, [unknown, unknown]>;
  data: Record<string, unknown>;
};

const COLUMNS: Sql = sql`id, at, name, object, record_id as "recordId", actor_id as "actorId", via, source, changes, data`;

/** Events of one record, newest first, before a position. The caller has made sure that the record may be seen. */
export async function eventsOf(
  ctx: Ctx,
  object: string,
  id: string,
  page: { before: number | null; limit: number; isTold?: Sql },
): Promise<EventRow[]> {
  const { before, limit, isTold = sql`true` } = page;
  return await ctx.db.query<EventRow>(sql`
    select ${COLUMNS} from ${tableOf(ctx.company, "event")}
    where object = ${object} and record_id = ${id} and (${before}::bigint is null or id < ${before}::bigint)
      and ${isTold}
    order by id desc limit ${limit}`);
}

/** What was done to a record by whom, in words, without what field rules hide from the reader. */
export async function historyOf(
  ctx: Ctx,
  objectName: string,
  id: string,
  page: { before: number | null; limit: number },
): Promise<TimelinePage> {
  const object = ctx.model.objects.get(objectName);
  if (!object) throw notFound("object");
  await mustSee(ctx, object, id);
  const rows = await eventsOf(ctx, object.name, id, { ...page, limit: page.limit + 1 });
  const items = await describeEvents(ctx, object, rows.slice(0, page.limit));
  return { items, next: rows.length > page.limit ? String(rows[page.limit - 1]!.id) : null };
}

/** Events of records of one object as entries a person reads. */
export async function describeEvents(ctx: Ctx, object: ModelObject, rows: readonly EventRow[]): Promise<TimelineEntry[]> {
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  const titleOf = await loadReferences(ctx, [
    ...rows.flatMap((row) => (row.actorId ? [actor(row.actorId)] : [])),
    ...rows.flatMap((row) => referencesIn(object, row)),
  ]);
  return rows.map((row) => ({
    position: String(row.id),
    at: row.at,
    actor: row.actorId ? titleOf(actor(row.actorId)) : null,
    via: row.via,
    source: row.source,
    kind: "event",
    name: row.name,
    changes: shownChanges(ctx, object, row.changes, titleOf, words),
    data: shownData(ctx, object, row.data),
  }));
}

type TitleOf = (pointer: Pointer) => WireReference;

/** Colleagues are known by name to everyone in the company. */
function actor(id: string): Pointer {
  return { object: "user", id, showsTitle: true };
}

/** The fields of an object by the key their changes are stored under. */
function fieldsByKey(object: ModelObject): Map<string, ModelField> {
  return new Map([...object.fields.values()].map((field) => [field.key, field]));
}

function referencesIn(object: ModelObject, row: EventRow): Pointer[] {
  const fields = fieldsByKey(object);
  return Object.entries(row.changes).flatMap(([key, values]) => {
    const field = fields.get(key);
    if (field?.to === undefined) return [];
    const ids = values.flat().filter((value): value is string => typeof value === "string");
    return ids.map((id) => pointer(field, id));
  });
}

function pointer(field: ModelField, id: string): Pointer {
  return { object: field.to!, id, showsTitle: field.showsTitle ?? false };
}

function shownChanges(
  ctx: Ctx,
  object: ModelObject,
  changes: EventRow["changes"],
  titleOf: TitleOf,
  words: Words,
): TimelineEntry["changes"] {
  const fields = fieldsByKey(object);
  return Object.entries(changes).flatMap(([key, [before, after]]) => {
    const field = fields.get(key);
    if (field === undefined || field.internal || field.retired) return [];
    const right = ctx.access.field(object, field.name);
    if (right === "hide") return [];
    const say = (value: unknown) => (right === "mask" && value !== null ? "***" : worded(object, field, value, titleOf, words));
    return [{ field: field.name, label: fieldLabel(words, object, field), before: say(before), after: say(after) }];
  });
}

/** What a verb told of itself, without the values of fields the reader may not see. */
function shownData(ctx: Ctx, object: ModelObject, data: EventRow["data"]): EventRow["data"] {
  const closed = [...object.fields.values()].filter((field) => ["hide", "mask"].includes(ctx.access.field(object, field.name)));
  const keys = new Set(closed.flatMap((field) => [field.name, field.key]));
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.has(key)));
}

function worded(object: ModelObject, field: ModelField, value: unknown, titleOf: TitleOf, words: Words): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((one) => worded(object, field, one, titleOf, words));
  if (field.to !== undefined && typeof value === "string") return titleOf(pointer(field, value));
  if (field.options && typeof value === "string") {
    const option = field.options.find((one) => one.value === value) ?? { value };
    return optionLabel(words, object, field.name, option);
  }
  return value;
}
