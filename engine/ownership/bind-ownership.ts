import sql, { type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { AppError, notFound } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import { compileFilter } from "../records/filter.ts";
import { forgetRows } from "../records/held-locks.ts";
import { objectNamed } from "../records/object-named.ts";
import { filterFacts } from "../records/question.ts";
import { changeOwner } from "../records/write-records.ts";
import type { Ownership, Spell } from "./ownership.ts";

const SPELL: Sql = sql`object, record_id as "recordId", owner_id as "ownerId", from_at as "from", to_at as "to", gained, lost, reason, pool_id as "poolId"`;

/** Ownership as the context's actor and transaction see it. */
export function bindOwnership(ctx: Ctx): Ownership {
  const spells = tableOf(ctx.company, "ownership_spell");
  const spell = async (where: Sql): Promise<Spell | null> => {
    const [row] = await ctx.db.query<Spell>(
      sql`select ${SPELL} from ${spells} where ${where} order by from_at desc, id desc limit 1`,
    );
    return row ?? null;
  };

  return {
    async take(name, id, { ownerId, how, ...because }) {
      const object = objectNamed(ctx, name);
      const { table, owner } = ownedTable(ctx, object);
      // The one statement that decides between those who reach for the record at the same moment.
      const taken = await ctx.db.execute(sql`
        update ${table} set ${owner} = ${ownerId}::uuid where id = ${id}::uuid and ${owner} is null and deleted_at is null`);
      if (taken === 0) throw await alreadyOwned(ctx, object, id);
      forgetRows(ctx.db, object, [id]);
      await changeOwner(ctx, object, id, null, ownerId, { how, because });
    },
    async release(name, id, { how, ...because }) {
      const object = objectNamed(ctx, name);
      await changeOwner(ctx, object, id, await lockedOwner(ctx, object, id), null, { how, because });
    },
    async transfer(name, id, { ownerId, how, ...because }) {
      const object = objectNamed(ctx, name);
      await changeOwner(ctx, object, id, await lockedOwner(ctx, object, id), ownerId, { how, because });
    },
    async holding(name, ownerId, where) {
      const object = objectNamed(ctx, name);
      const { table, owner } = ownedTable(ctx, object);
      const counted =
        where === undefined ? sql`true` : compileFilter(ctx.model, object, where, "t", { ...filterFacts(ctx), access: null });
      const [row] = await ctx.db.query<{ count: number }>(
        sql`select count(*) as count from ${table} t where t.${owner} = ${ownerId}::uuid and t.deleted_at is null and ${counted}`,
      );
      return row!.count;
    },
    async gainedSince(object, ownerId, how, since, poolId) {
      const inPool = poolId === undefined ? sql`true` : sql`pool_id = ${poolId}::uuid`;
      const [row] = await ctx.db.query<{ count: number }>(sql`
        select count(*) as count from ${spells}
        where owner_id = ${ownerId}::uuid and object = ${object} and from_at >= ${since}::timestamptz and gained = ${how} and ${inPool}`);
      return row!.count;
    },
    lastLost: (object, id, ownerId) =>
      spell(sql`object = ${object} and record_id = ${id}::uuid and owner_id = ${ownerId}::uuid and to_at is not null`),
    current: (object, id) => spell(sql`object = ${object} and record_id = ${id}::uuid and to_at is null`),
  };
}

function ownedTable(ctx: Ctx, object: ModelObject): { table: Sql; owner: Sql } {
  if (object.ownerField === undefined) throw new Error(`${object.name} has no owner`);
  return { table: tableOf(ctx.company, object.table), owner: ident(object.fields.get(object.ownerField)!.columns[0]!.column) };
}

async function lockedOwner(ctx: Ctx, object: ModelObject, id: string): Promise<string | null> {
  const { table, owner } = ownedTable(ctx, object);
  const [row] = await ctx.db.query<{ owner: string | null }>(
    sql`select ${owner} as owner from ${table} where id = ${id}::uuid and deleted_at is null for no key update`,
  );
  if (row === undefined) throw notFound(object.name);
  return row.owner;
}

async function alreadyOwned(ctx: Ctx, object: ModelObject, id: string): Promise<AppError> {
  const { table, owner } = ownedTable(ctx, object);
  const [row] = await ctx.db.query<{ name: string | null }>(sql`
    select u.name from ${table} t left join ${tableOf(ctx.company, "user")} u on u.id = t.${owner}
    where t.id = ${id}::uuid and t.deleted_at is null`);
  return row === undefined ? notFound(object.name) : new AppError("record.already_owned", { params: { owner: row.name } });
}
