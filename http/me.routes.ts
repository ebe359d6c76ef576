import type { FastifyInstance } from "fastify";
import sql from "sql-template-tag";
import { RIGHTS } from "#engine/access/rights.ts";
import type { Engine } from "#engine/ctx.ts";
import { tableOf } from "#engine/model/sql.ts";
import type { Me } from "#engine/wire.ts";
import { callerOf } from "./caller.ts";
import { readAs } from "./work.ts";

/** Who I am here, and where else I may go. */
export function meRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/me", async (request): Promise<Me> => {
    const { actor, company, signedIn } = callerOf(request);
    const ctx = await readAs(engine, request);
    const [user] = await engine.database.query<{ department_id: string | null; avatar_id: string | null; roles: string[] }>(sql`
      select u.department_id, u.avatar_id, array(
        select r.name from ${tableOf(company, "user_roles")} l
        join ${tableOf(company, "role")} r on r.id = l.target_id and r.deleted_at is null
        where l.record_id = u.id order by r.name) as roles
      from ${tableOf(company, "user")} u where u.id = ${actor.userId}`);
    return {
      user: {
        id: actor.userId,
        name: actor.name,
        login: signedIn.login,
        departmentId: user?.department_id ?? null,
        ...(user?.avatar_id ? { avatar: user.avatar_id } : {}),
      },
      company: { id: company.id, slug: company.slug, name: company.name, currency: company.currency, zone: company.zone },
      companies: signedIn.memberships.map(({ slug, name }) => ({ slug, name })),
      roles: user?.roles ?? [],
      language: signedIn.language,
      rights: RIGHTS.filter((right) => ctx.access.may(right)),
    };
  });
}
