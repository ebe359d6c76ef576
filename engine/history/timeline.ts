import sql, { join, type Sql } from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { isUuid } from "../fields/reference.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import { loadRecords } from "../records/apply-rules.ts";
import { mustSee } from "../records/get-record.ts";
import { toWire } from "../records/wire-record.ts";
import type { TimelineEntry, TimelinePage, WireRecord } from "../wire.ts";
import { describeEvents, eventsOf } from "./read-events.ts";

/** How far one has read: the last event, and the last thing written about the record. */
type Place = { event: number | null; talk: { at: string; id: string } | null };
/** What merely followed from a child's change is told by the child; the history keeps both. */
const DONE_TO_IT = sql`not data ? 'followed'`;

type Talk = { object: string; id: string; at: string; exact: string };

type Asked = { cursor: string | null; limit: number };

/** The life of a record that the actor may see. */
export async function timelineOf(ctx: Ctx, object: ModelObject, id: string, page: Asked): Promise<TimelinePage> {
  // Asked together: what is found is thrown away unless the record may be seen.
  const [, life] = await Promise.all([mustSee(ctx, object, id), lifeOf(ctx, object, id, page)]);
  return life;
}

/**
 * A record's life, newest first: what was changed on it, and what people wrote and filed about it. Every source is read in its
 * own index order, so that a page costs the same for ten entries and for ten thousand. The caller makes sure that the record
 * may be seen.
 */
export async function lifeOf(ctx: Ctx, object: ModelObject, id: string, page: Asked): Promise<TimelinePage> {
  const place = decode(page.cursor);
  const wanted = page.limit + 1;
  const [events, talks] = await Promise.all([
    eventsOf(ctx, object.name, id, { before: place.event, limit: wanted, isTold: DONE_TO_IT }),
    talksAbout(ctx, object, id, place.talk, wanted),
  ]);

  const merged = [
    ...events.map((event) => ({ at: event.at, event, talk: null })),
    ...talks.map((talk) => ({ at: talk.at, event: null, talk })),
  ].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
  const shown = merged.slice(0, page.limit);
  const [told, written] = await Promise.all([
    describeEvents(
      ctx,
      object,
      shown.flatMap(({ event }) => event ?? []),
    ),
    entriesOf(
      ctx,
      shown.flatMap(({ talk }) => talk ?? []),
    ),
  ]);
  const items = shown.map(({ event, talk }) => (event ? told.shift()! : written.get(talk!.id)!));

  if (merged.length <= page.limit) return { items, next: null };
  const lastTalk = shown.findLast(({ talk }) => talk !== null)?.talk;
  return {
    items,
    next: encode({
      event: shown.findLast(({ event }) => event !== null)?.event?.id ?? place.event,
      talk: lastTalk ? { at: lastTalk.exact, id: lastTalk.id } : place.talk,
    }),
  };
}

/** The newest records of all objects that are about this one, by one statement. */
async function talksAbout(ctx: Ctx, object: ModelObject, id: string, after: Place["talk"], limit: number): Promise<Talk[]> {
  const arms = talkingObjects(ctx, object).map(({ child, field }) => {
    const column = field.columns.at(-1)!.column;
    const where = [
      sql`t.${ident(column)} = ${id}::uuid`,
      sql`t.deleted_at is null`,
      ...(field.type === "anyReference" ? [sql`t.${ident(field.columns[0]!.column)} = ${object.name}`] : []),
      ...(after === null ? [] : [sql`(t.created_at, t.id) < (${after.at}::timestamptz, ${after.id}::uuid)`]),
      ...rightsTo(ctx, child, field),
    ];
    return sql`(select ${child.name}::text as object, t.id, t.created_at as at, t.created_at::text as exact
      from ${tableOf(ctx.company, child.table)} t where ${join(where, " and ")} order by t.created_at desc, t.id desc limit ${limit})`;
  });
  if (arms.length === 0) return [];
  return await ctx.db.query<Talk>(sql`
    select object, id, at, exact from (${join(arms, " union all ")}) talk order by at desc, id desc limit ${limit}`);
}

/** What is directly about a record is seen by whoever sees the record; what is about its relatives has rights of its own. */
function rightsTo(ctx: Ctx, child: ModelObject, field: ModelField): Sql[] {
  if (child.within === field.name || field.inherits !== undefined) return [];
  const predicate = ctx.access.predicate(child, "read", "t");
  return predicate.kind === "all" ? [] : [visible(predicate)];
}

/** Objects that are about others and have no page of their own worth opening: notes, comments, files, talks. */
function talkingObjects(ctx: Ctx, object: ModelObject): { child: ModelObject; field: ModelField }[] {
  return [...ctx.model.objects.values()].flatMap((child) => {
    // What one is told oneself is no part of the record's life.
    if (child.timeline || child.personal) return [];
    const about = [...child.fields.values()].find((field) => field.type === "anyReference");
    if (about === undefined || ctx.access.scope(child, "read") === "none") return [];
    // What is about an account's opportunity belongs to the account's life as well: the kept reference leads there.
    const kept = about.keeps === undefined ? undefined : child.fields.get(about.keeps);
    if (kept?.to === object.name) return [{ child, field: kept }];
    return about.toAny?.length === 0 || about.toAny?.includes(object.name) ? [{ child, field: about }] : [];
  });
}

async function entriesOf(ctx: Ctx, talks: readonly Talk[]): Promise<Map<string, TimelineEntry>> {
  const entries = [...Map.groupBy(talks, (talk) => talk.object)].map(async ([name, some]) => {
    const child = ctx.model.objects.get(name)!;
    const loaded = await loadRecords(ctx, new Map([[name, new Set(some.map(({ id }) => id))]]));
    const records = await toWire(ctx, child, [...loaded.values()]);
    return records.map((record) => [record.id, entryOf(child, record)] as const);
  });
  return new Map((await Promise.all(entries)).flat());
}

function entryOf(child: ModelObject, record: WireRecord): TimelineEntry {
  return {
    position: record.id,
    at: record.createdAt,
    actor: record.createdBy ?? null,
    via: null,
    source: "",
    kind: child.name as TimelineEntry["kind"],
    name: `${child.name}.created`,
    changes: [],
    data: {},
    record: { ...record, object: child.name },
  };
}

function encode({ event, talk }: Place): string {
  return Buffer.from(JSON.stringify([event, talk?.at ?? null, talk?.id ?? null])).toString("base64url");
}

function decode(cursor: string | null): Place {
  if (cursor === null) return { event: null, talk: null };
  const [event = null, at = null, id = null] = parsed(cursor);
  const isTalk = isInstant(at) && isUuid(id);
  const isEvent = event === null || (Number.isSafeInteger(event) && (event as number) > 0);
  if (!isEvent || !(isTalk || (at === null && id === null)) || (event === null && at === null))
    throw new AppError("query.bad_cursor");
  return { event: event as number | null, talk: isTalk ? { at, id } : null };
}

/** An instant as the database writes it in UTC, to the microsecond. */
function isInstant(text: unknown): text is string {
  const parts = typeof text === "string" ? /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,6})?\+00$/.exec(text) : null;
  return parts !== null && !Number.isNaN(Date.parse(`${parts[1]}T${parts[2]}Z`));
}

function parsed(cursor: string): unknown[] {
  try {
    const value = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
