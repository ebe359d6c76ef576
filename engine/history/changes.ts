import sql from "sql-template-tag";
import type { Company, Ctx, Engine } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { tableOf } from "../model/sql.ts";
import { settledPosition } from "./settled-position.ts";

export type Change = {
  position: string;
  at: string;
  name: string;
  object: string;
  id: string;
  actorId: string | null;
  changes: Record<string, [unknown, unknown]>;
};

const MOST = 500;
const SCANNED = 5_000;

/** Where the feed stands; what is written later gets a position after it. */
export async function latestPosition(engine: Engine, company: Company): Promise<string> {
  return String(await settledPosition(engine, company));
}

/**
 * What happened after a position, as far as the actor may see the records it happened to. `position` is where to go on: it
 * moves past what was left out, and never past a transaction that is still running.
 */
export async function changesAfter(
  ctx: Ctx,
  after: string,
  limit = 100,
): Promise<{ items: Change[]; position: string; more: boolean }> {
  if (!/^\d{1,18}$/.test(after)) throw new AppError("query.malformed", { params: { part: "after" } });
  const settled = await settledPosition(ctx.engine, ctx.company);
  const rows = await ctx.db.query<Omit<Change, "position"> & { row: number }>(sql`
    select id as row, at, name, object, record_id as id, actor_id as "actorId", changes
    from ${tableOf(ctx.company, "event")}
    where id > ${after}::bigint and id <= ${settled}::bigint
    order by event.id limit ${SCANNED}`);

  const visible = await visibleIds(ctx, rows);
  const items: Change[] = [];
  let position = Number(after);
  for (const { row, ...event } of rows) {
    if (items.length === Math.min(limit, MOST)) return { items, position: String(position), more: true };
    position = row;
    if (!visible.has(event.id)) continue;
    items.push({ ...event, position: String(row), changes: openChanges(ctx, event.object, event.changes) });
  }
  const isAll = rows.length < SCANNED;
  return { items, position: String(isAll ? Math.max(settled, Number(after)) : position), more: !isAll };
}

/** Records that are gone are told to those who read the whole object: there is nothing left to ask a narrower right of. */
async function visibleIds(ctx: Ctx, rows: readonly { object: string; id: string; name: string }[]): Promise<Set<string>> {
  const visible = new Set<string>();
  for (const [name, events] of Map.groupBy(rows, (row) => row.object)) {
    const object = ctx.model.objects.get(name);
    if (!object || ctx.access.scope(object, "read") === "none") continue;
    const ids = [...new Set(events.map((event) => event.id))];
    if (ctx.access.predicate(object, "read", "t").kind === "all") {
      for (const id of ids) visible.add(id);
      continue;
    }
    for (let start = 0; start < ids.length; start += 500) {
      const value = ids.slice(start, start + 500);
      const found = await ctx.records.find(name, { filter: { field: "id", op: "in", value }, limit: value.length });
      for (const record of found) visible.add(record.id);
    }
  }
  return visible;
}

function openChanges(ctx: Ctx, objectName: string, changes: Change["changes"]): Change["changes"] {
  const object = ctx.model.objects.get(objectName)!;
  const open = new Set(
    [...object.fields.values()]
      .filter((field) => ["edit", "read"].includes(ctx.access.field(object, field.name)))
      .map((field) => field.key),
  );
  return Object.fromEntries(Object.entries(changes).filter(([key]) => open.has(key)));
}
