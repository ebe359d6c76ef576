import sql from "sql-template-tag";
import { companyBySlug } from "#engine/company/company.ts";
import type { Company, Engine, UserActor } from "#engine/ctx.ts";
import { userActor } from "#engine/identity/user-actor.ts";
import { UsageError } from "./command.ts";

/** The person a command works as, with no more rights than he has in the browser. */
export async function personNamed(
  engine: Engine,
  login: string | undefined,
  slug: string | undefined,
): Promise<{ company: Company; actor: UserActor }> {
  if (!login) throw new UsageError("as whom? (--as LOGIN)");
  const found = await engine.database.query<{ userId: string; slug: string }>(sql`
    select m.user_id as "userId", c.slug from kehai.membership m
      join kehai.identity i on i.id = m.identity_id join kehai.company c on c.id = m.company_id
     where lower(i.login) = lower(${login}) and m.disabled_at is null and i.disabled_at is null and c.closed_at is null
       and (${slug ?? null}::text is null or c.slug = ${slug ?? null})`);
  if (found.length === 0) throw new Error(`${login} is in no such company.`);
  if (found.length > 1)
    throw new UsageError(`${login} is in several companies; choose with --company: ${found.map((one) => one.slug).join(", ")}`);
  const company = await companyBySlug(engine.database, found[0]!.slug);
  return { company: company!, actor: await userActor(engine, company!, found[0]!.userId, { source: "command" }) };
}
