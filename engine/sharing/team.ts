import sql from "sql-template-tag";
import { noteAccessChange } from "../access/known-access.ts";
import type { Ctx } from "../ctx.ts";
import { AppError, invalid, notFound } from "../errors.ts";
import { tableOf } from "../model/sql.ts";
import { lockForWrite } from "../records/lock-records.ts";
import { objectNamed } from "../records/object-named.ts";

export type Level = "read" | "update";
export type TeamMember = { userId: string; name: string; level: Level; expiresAt: string | null };
export type Share = {
  kind: "user" | "department" | "role";
  principalId: string;
  name: string;
  level: Level;
  expiresAt: string | null;
};

/** People who work on a record beside its owner; whoever sees the record sees its team. */
export async function readTeam(ctx: Ctx, object: string, id: string): Promise<TeamMember[]> {
  await ctx.records.get(object, id);
  return await ctx.db.query<TeamMember>(sql`
    select m.user_id as "userId", u.name, m.level, m.expires_at as "expiresAt"
    from ${tableOf(ctx.company, "team_member")} m join ${tableOf(ctx.company, "user")} u on u.id = m.user_id
    where m.object = ${object} and m.record_id = ${id} order by m.created_at, u.name`);
}

/** Adds a person to a record's team or changes his level; needs the right to change the record. */
export async function addTeamMember(
  ctx: Ctx,
  object: string,
  id: string,
  member: { userId: string; level: Level; expiresAt?: string | null },
): Promise<void> {
  await requireUpdate(ctx, object, id);
  await requireKnown(ctx, "user", member.userId, "userId");
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "team_member")} (object, record_id, user_id, level, expires_at, created_by_id)
    values (${object}, ${id}, ${member.userId}, ${member.level}, ${member.expiresAt ?? null}, ${ctx.access.userId})
    on conflict (object, record_id, user_id) do update set level = excluded.level, expires_at = excluded.expires_at`);
  noteAccessChange(ctx.db);
  await ctx.events.emit(`${object}.teamMemberAdded`, { id, userId: member.userId, level: member.level });
}

/** Takes a person out of a record's team; needs the right to change the record, and does nothing for who is not in it. */
export async function removeTeamMember(ctx: Ctx, object: string, id: string, userId: string): Promise<void> {
  await requireUpdate(ctx, object, id);
  const removed = await ctx.db.execute(
    sql`delete from ${tableOf(ctx.company, "team_member")} where object = ${object} and record_id = ${id} and user_id = ${userId}`,
  );
  noteAccessChange(ctx.db);
  if (removed > 0) await ctx.events.emit(`${object}.teamMemberRemoved`, { id, userId });
}

/** Shares of one record with people, departments or roles. */
export async function readShares(ctx: Ctx, object: string, id: string): Promise<Share[]> {
  await ctx.records.get(object, id);
  const named = (kind: string) => sql`
    select s.principal_kind as kind, s.principal_id as "principalId", p.name, s.level, s.expires_at as "expiresAt", s.created_at as at
    from ${tableOf(ctx.company, "record_share")} s join ${tableOf(ctx.company, kind)} p on p.id = s.principal_id
    where s.object = ${object} and s.record_id = ${id} and s.principal_kind = ${kind}`;
  return await ctx.db.query<Share>(sql`
    select kind, "principalId", name, level, "expiresAt"
    from (${named("user")} union all ${named("department")} union all ${named("role")}) shares order by at, name`);
}

/** Opens a record to a person, a department or a role; needs the right to change the record. */
export async function share(
  ctx: Ctx,
  object: string,
  id: string,
  wish: { kind: Share["kind"]; principalId: string; level: Level; expiresAt?: string | null },
): Promise<void> {
  await requireUpdate(ctx, object, id);
  await requireKnown(ctx, wish.kind, wish.principalId, "principalId");
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "record_share")} (object, record_id, principal_kind, principal_id, level, expires_at, created_by_id)
    values (${object}, ${id}, ${wish.kind}, ${wish.principalId}, ${wish.level}, ${wish.expiresAt ?? null}, ${ctx.access.userId})
    on conflict (object, record_id, principal_kind, principal_id) do update set level = excluded.level, expires_at = excluded.expires_at`);
  noteAccessChange(ctx.db);
  await ctx.events.emit(`${object}.shared`, { id, kind: wish.kind, principalId: wish.principalId, level: wish.level });
}

/** Takes a share back; needs the right to change the record, and does nothing where there is none. */
export async function unshare(ctx: Ctx, object: string, id: string, kind: Share["kind"], principalId: string): Promise<void> {
  await requireUpdate(ctx, object, id);
  const removed = await ctx.db.execute(sql`
    delete from ${tableOf(ctx.company, "record_share")}
    where object = ${object} and record_id = ${id} and principal_kind = ${kind} and principal_id = ${principalId}`);
  noteAccessChange(ctx.db);
  if (removed > 0) await ctx.events.emit(`${object}.unshared`, { id, kind, principalId });
}

/** Invisible is 404, visible but not changeable 403. The record is locked, so that it is not deleted meanwhile. */
async function requireUpdate(ctx: Ctx, object: string, id: string): Promise<void> {
  const found = (await lockForWrite(ctx, objectNamed(ctx, object), [id], "update")).get(id);
  if (found === undefined) throw notFound(object);
  if (!found.isAllowed) throw new AppError("forbidden", { params: { verb: "update" } });
}

async function requireKnown(ctx: Ctx, object: string, id: string, field: string): Promise<void> {
  const found = await ctx.db.query(sql`select 1 from ${tableOf(ctx.company, object)} where id = ${id} and deleted_at is null`);
  if (found.length === 0) throw invalid([{ field, code: "invalid.reference" }]);
}
