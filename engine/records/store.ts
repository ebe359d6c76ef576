import sql, { join, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { allDone } from "./all-done.ts";
import { type Draft, same } from "./draft.ts";
import { forgetRows } from "./held-locks.ts";
import { asSource, linkFields, linkTable } from "./rows.ts";

/** Inserts all records of a chunk with one statement, and one more per field with several references, sent before anything else is. */
export async function insertRecords(ctx: Ctx, object: ModelObject, records: readonly AnyRecord[]): Promise<void> {
  const { columns, from } = asSource(object, null, records);
  const list = (parts: readonly Sql[]) => join(parts, ", ");
  const inserted = ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, object.table)} (${list(columns.map(({ name }) => name))})
    select ${list(columns.map(({ value }) => value))} from ${from}`);
  const linked = linkFields(object).map((field) =>
    addLinks(
      ctx,
      object,
      field,
      records.map((record) => ({ id: record.id, targets: record[field.key] ?? [] })),
    ),
  );
  await allDone([inserted, ...linked]);
}

/**
 * Writes the given keys of a chunk's records with one statement, and what they refer to several of. Records that did not change a key
 * write what they had. All of it is sent when this is called: what is asked of these rows from then on is answered by the database.
 */
export async function updateRecords(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  keys: ReadonlySet<string>,
): Promise<void> {
  const records = drafts.map(({ record }) => record);
  const { columns, from } = asSource(object, new Set([...keys, "id"]), records);
  forgetRows(
    ctx.db,
    object,
    records.map(({ id }) => id),
  );
  const assignments = columns.filter(({ name }) => name.text !== `"id"`).map(({ name, value }) => sql`${name} = ${value}`);
  const sent: Promise<unknown>[] = [];
  if (assignments.length > 0) {
    sent.push(
      ctx.db.execute(sql`
        update ${tableOf(ctx.company, object.table)} t set ${join(assignments, ", ")}
        from ${from} where t.id = r.id`),
    );
  }
  for (const field of linkFields(object).filter((candidate) => keys.has(candidate.key)))
    sent.push(updateLinks(ctx, object, field, drafts));
  await allDone(sent);
}

type Links = { id: string; targets: readonly string[] };

async function addLinks(ctx: Ctx, object: ModelObject, field: ModelField, links: readonly Links[]): Promise<void> {
  const pairs = links.flatMap(({ id, targets }) => targets.map((target) => [id, target] as const));
  if (pairs.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${linkTable(ctx.company, object, field)} (record_id, target_id)
    select * from ${pairList(pairs)} on conflict do nothing`);
}

async function updateLinks(ctx: Ctx, object: ModelObject, field: ModelField, drafts: readonly Draft[]): Promise<void> {
  const changed = drafts.filter(({ before, record }) => !same(before?.[field.key] ?? [], record[field.key] ?? []));
  const gone = changed.flatMap(({ before, record }) => {
    const kept = new Set<string>(record[field.key] ?? []);
    return (before?.[field.key] ?? []).filter((id: string) => !kept.has(id)).map((id: string) => [record.id, id] as const);
  });
  const sent: Promise<unknown>[] = [];
  if (gone.length > 0) {
    sent.push(
      ctx.db.execute(
        sql`delete from ${linkTable(ctx.company, object, field)} where (record_id, target_id) in (select * from ${pairList(gone)})`,
      ),
    );
  }
  sent.push(
    addLinks(
      ctx,
      object,
      field,
      changed.map(({ record }) => ({ id: record.id, targets: record[field.key] ?? [] })),
    ),
  );
  await allDone(sent);
}

function pairList(pairs: readonly (readonly [string, string])[]): Sql {
  return sql`unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, target]) => target)}::uuid[])`;
}
