import sql, { join, raw } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { Predicate } from "./access.ts";
import { loadAccess } from "./load-access.ts";

export type Explanation = Record<"read" | "update" | "delete", string[]>;

/** Why a person may, or may not, see and change a record: the branches that open it to him. Empty where nothing does. */
export async function explain(ctx: Ctx, actorUserId: string, object: ModelObject, id: string): Promise<Explanation> {
  if (actorUserId !== ctx.access.userId && !ctx.access.may("configure")) throw new AppError("forbidden");
  const access = await loadAccess(
    ctx.engine.database,
    ctx.company,
    ctx.model,
    { kind: "user", userId: actorUserId, identityId: "", name: "", language: ctx.company.language, source: "explain" },
    ctx.clock,
  );
  const names = async (verb: string) => await openBranches(ctx, object, id, access.predicate(object, verb, "t"), actorUserId);
  return { read: await names("read"), update: await names("update"), delete: await names("delete") };
}

async function openBranches(ctx: Ctx, object: ModelObject, id: string, predicate: Predicate, userId: string): Promise<string[]> {
  if (predicate.kind === "none") return [];
  if (predicate.kind === "all") return ["company"];
  const columns = predicate.branches.map(({ where }, i) => sql`coalesce(${where}, false) as ${raw(`"b${i}"`)}`);
  const owner = object.ownerField === undefined ? null : object.fields.get(object.ownerField)!.columns[0]!.column;
  const [row] = await ctx.db.query(sql`
    select ${join(columns, ", ")}, ${owner === null ? sql`null` : raw(`t."${owner}"`)} as owner
      from ${tableOf(ctx.company, object.table)} t where t."id" = ${id}::uuid and t."deleted_at" is null`);
  if (row === undefined) return [];
  const open = predicate.branches.filter((_, i) => row[`b${i}`]);
  // A wide scope contains one's own records; the narrower word says more.
  return [...new Set(open.map(({ name, owners }) => (owners !== undefined && row.owner === userId ? "own" : name)))];
}
