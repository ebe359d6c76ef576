import sql from "sql-template-tag";
import type { Company, Engine, UserActor } from "../ctx.ts";
import { notFound } from "../errors.ts";
import { tableOf } from "../model/sql.ts";

type Row = { name: string; identityId: string | null; language: string | null };

/** A user of the company as the actor of work done on his behalf later; rights are read when it runs, and none are left to the disabled. */
export async function userActor(
  engine: Engine,
  company: Company,
  userId: string,
  way: { source: string; via?: string; requestId?: string },
): Promise<UserActor> {
  const [user] = await engine.database.query<Row>(sql`
    select u.name, u.identity_id as "identityId", identity.language
    from ${tableOf(company, "user")} u left join kehai.identity on identity.id::text = u.identity_id
    where u.id = ${userId} and u.deleted_at is null and u.disabled_at is null`);
  if (!user) throw notFound("user");
  return {
    kind: "user",
    userId,
    identityId: user.identityId ?? "",
    name: user.name,
    language: user.language ?? company.language,
    ...way,
  };
}
