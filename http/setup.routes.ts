import type { FastifyInstance } from "fastify";
import sql from "sql-template-tag";
import { Type } from "typebox";
import { seedDemo } from "#crm/demo/seed-demo.ts";
import { createCompany } from "#engine/company/create-company.ts";
import type { Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { checkPassword } from "#engine/identity/password.ts";
import { openSession } from "#engine/identity/sessions.ts";
import { setSessionCookie } from "./caller.ts";
import type { HttpConfig } from "./config.ts";
import { read } from "./input.ts";

const Setup = Type.Object({
  company: Type.String({ minLength: 1, maxLength: 80 }),
  admin: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 60 }),
    login: Type.String({ minLength: 1, maxLength: 120 }),
    password: Type.String({ maxLength: 200 }),
  }),
  demo: Type.Optional(Type.Union([Type.Boolean(), Type.Literal("small")])),
});

// Two first visitors at once must not make two first companies.
const SETUP_LOCK = 7_114_001;

/** The first visit. Once any company exists these routes only say so. */
export function setupRoutes(app: FastifyInstance, engine: Engine, config: HttpConfig): void {
  app.get("/api/v1/setup", { config: { access: "public" } }, async () => ({ needed: await isNeeded(engine) }));

  app.post("/api/v1/setup", { config: { access: "public" } }, async (request, reply) => {
    if (!(await isNeeded(engine))) throw new AppError("setup.done");
    const wish = read(Setup, request.body);
    checkPassword(wish.admin.password, wish.admin.login, "admin.password");
    const made = await engine.database.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
      if (!(await isNeeded(engine))) throw new AppError("setup.done");
      return await createCompany(engine, { name: wish.company, admin: wish.admin });
    });
    if (wish.demo) await seedDemo(engine, made.company);
    const agent = request.headers["user-agent"] ?? "";
    const session = await openSession(engine, { identityId: made.identityId, address: request.ip, agent });
    setSessionCookie(reply, config, session.token, session.expiresAt);
    return reply.code(201).send({ company: { slug: made.company.slug, name: made.company.name } });
  });
}

async function isNeeded(engine: Engine): Promise<boolean> {
  const [row] = await engine.database.query<{ needed: boolean }>(sql`
    select not exists (select 1 from kehai.company) as needed`);
  return row?.needed ?? true;
}
