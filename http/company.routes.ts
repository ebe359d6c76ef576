import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { changeCompany } from "#engine/company/change-company.ts";
import type { Engine } from "#engine/ctx.ts";
import { callerOf } from "./caller.ts";
import { read } from "./input.ts";
import { writeAs } from "./work.ts";

const Changes = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    zone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    fiscalStart: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    language: Type.Optional(Type.Union([Type.Literal("zh-CN"), Type.Literal("en")])),
  },
  { additionalProperties: false },
);

/** The company's own settings. Its currency is fixed: every amount is kept in it. */
export function companyRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/company", async (request) => {
    const { name, slug, zone, currency, fiscalStart, language } = callerOf(request).company;
    return { name, slug, zone, currency, fiscalStart, language };
  });

  app.patch("/api/v1/company", async (request) => {
    const changes = read(Changes, request.body);
    const { name, slug, zone, currency, fiscalStart, language } = await writeAs(engine, request, (ctx) =>
      changeCompany(ctx, changes),
    );
    // Callers keep the company they were resolved to.
    engine.wakeups.send("session");
    return { name, slug, zone, currency, fiscalStart, language };
  });
}
