import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import sql from "sql-template-tag";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { tableOf } from "#engine/model/sql.ts";
import { isTransaction } from "#platform/database.ts";
import { callerOf } from "./caller.ts";

type Answer = { status: number; body: Record<string, any> };
type Stored = { hash: string; status: number | null; body: Record<string, any> | null };

/**
 * Does the work once per `Idempotency-Key` of a person: the key is written in the work's own transaction, so that a repeat
 * finds either nothing or the first answer, and a repeat at the same moment waits for it. `content` is what was asked for, where
 * the body was a stream.
 */
export async function once(
  ctx: Ctx,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<Answer>,
  content: unknown = request.body ?? null,
): Promise<Answer> {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return await work();
  if (typeof key !== "string" || key.length === 0 || key.length > 200) throw new AppError("invalid.idempotency_key");

  const actorId = callerOf(request).actor.userId;
  const hash = createHash("sha256")
    .update(`${request.method} ${request.url} ${JSON.stringify(content)}`)
    .digest("base64url");
  const table = tableOf(ctx.company, "idempotency");
  const isFirst = await ctx.db.execute(sql`
    insert into ${table} (key, actor_id, hash, created_at) values (${key}, ${actorId}, ${hash}, ${ctx.clock.now()})
    on conflict (actor_id, key) do nothing`);
  if (isFirst === 0) {
    const [stored] = await ctx.db.query<Stored>(sql`
      select hash, status, body from ${table} where actor_id = ${actorId} and key = ${key}`);
    if (!stored || stored.status === null || stored.body === null) throw new AppError("idempotency.in_progress");
    if (stored.hash !== hash) throw new AppError("idempotency.reused");
    reply.header("idempotency-replayed", "true");
    return { status: stored.status, body: stored.body };
  }

  const answer = await work();
  const kept = sql`
    update ${table} set status = ${answer.status}, body = ${JSON.stringify(answer.body)}::jsonb
    where actor_id = ${actorId} and key = ${key}`;
  if (isTransaction(ctx.db)) ctx.db.withCommit(() => [kept]);
  else await ctx.db.execute(kept);
  return answer;
}
