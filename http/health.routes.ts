import type { FastifyInstance } from "fastify";
import sql from "sql-template-tag";
import type { Engine } from "#engine/ctx.ts";
import type { HttpConfig } from "./config.ts";

const PATIENCE_MS = 3_000;

/** 200 when requests can be served, 503 with the reason when not. */
export function healthRoutes(app: FastifyInstance, engine: Engine, config: HttpConfig): void {
  app.get("/api/health", { config: { access: "public" } }, async (_request, reply) => {
    const reason = config.unhealthy?.() ?? (await databaseTrouble(engine));
    if (reason !== null) return reply.code(503).send({ status: "unavailable", reason });
    return { status: "ok" };
  });
}

async function databaseTrouble(engine: Engine): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("database does not answer"), PATIENCE_MS);
  });
  const asked = engine.database.query(sql`select 1 as one`).then(
    () => null,
    () => "database cannot be reached",
  );
  return await Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
