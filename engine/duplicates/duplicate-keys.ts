import sql, { empty, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord, DuplicateRule } from "../object.ts";
import { duplicateKeys } from "./normalise.ts";

/** One key of one record. Similar keys are kept under their own kind, `company~`; what is the same as well is kept as that alone. */
export type RecordKey = { kind: string; value: string; field: string; rule: DuplicateRule; level: "same" | "similar" };

/** The keys of a record, by the rules of its object. */
export function keysOf(object: ModelObject, record: Record<string, unknown>): RecordKey[] {
  return (object.duplicates ?? []).flatMap((rule) =>
    rule.fields.flatMap((name) => {
      const field = object.fields.get(name);
      const keys = duplicateKeys(rule.as, record[field?.key ?? name]);
      return [
        ...keys.same.map((value) => ({ kind: rule.kind, value, field: name, rule, level: "same" as const })),
        ...keys.similar
          .filter((value) => !keys.same.includes(value))
          .map((value) => ({ kind: similarKind(rule.kind), value, field: name, rule, level: "similar" as const })),
      ];
    }),
  );
}

export function similarKind(kind: string): string {
  return `${kind}~`;
}

/**
 * Keeps the keys of records as they stand, in one statement for the whole chunk; new records have none to look for. Two writers
 * of one record never meet here: each holds its row.
 */
export async function writeDuplicateKeys(
  ctx: Ctx,
  object: ModelObject,
  records: readonly AnyRecord[],
  { areNew = false }: { areNew?: boolean } = {},
): Promise<void> {
  if (records.length === 0 || (object.duplicates ?? []).length === 0) return;
  const rows = records.flatMap((record) => keysOf(object, record).map((key) => ({ id: record.id, ...key })));
  const table = duplicateTable(ctx.company);

  const same = sql`(n.record_id, n.rule, n.field, n.kind, n.value) = (d.record_id, d.rule, d.field, d.kind, d.value)`;
  const gone = sql`, gone as (
      delete from ${table} d where d.object = ${object.name} and d.record_id = any(${records.map((record) => record.id)}::uuid[])
         and not exists (select 1 from now n where ${same})
    )`;

  await ctx.db.execute(sql`
    with now as (
      select distinct * from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.rule.name)}::text[], ${rows.map((row) => row.field)}::text[],
        ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.value)}::text[]) as k(record_id, rule, field, kind, value)
    )${areNew ? empty : gone}
    insert into ${table} (object, record_id, rule, field, kind, value)
    select ${object.name}, n.record_id, n.rule, n.field, n.kind, n.value from now n
    ${areNew ? empty : sql`where not exists (select 1 from ${table} d where ${same})`}`);
}

/** Forgets the keys of deleted records: they no longer stand in anybody's way. */
export async function dropDuplicateKeys(ctx: Ctx, object: ModelObject, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || (object.duplicates ?? []).length === 0) return;
  await ctx.db.execute(
    sql`delete from ${duplicateTable(ctx.company)} where object = ${object.name} and record_id = any(${ids}::uuid[])`,
  );
}

/** The keys by which records are compared, of every object of a company. */
export function duplicateTable(company: { schema: string }): Sql {
  return tableOf(company, "duplicate_key");
}
