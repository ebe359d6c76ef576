import type { FastifyInstance, FastifyRequest } from "fastify";
import { ACT_ON_MANY, AT_ONCE, actOnMany, targetsOf } from "#engine/bulk/act-on-many.ts";
import { addBulkJob, jobView } from "#engine/bulk/bulk-job.ts";
import type { Ctx, Engine } from "#engine/ctx.ts";
import { AppError, notFound } from "#engine/errors.ts";
import type { ModelObject } from "#engine/model/model.ts";
import type { AnyRecord, Filter } from "#engine/object.ts";
import { callerOf } from "./caller.ts";
import { once } from "./idempotency.ts";
import { idOf, isUuid } from "./input.ts";
import { listQueryOfBody } from "./list-query.ts";
import { acceptedBy, valuesOf } from "./record.routes.ts";
import { refusal } from "./results.ts";
import { versionOf } from "./versions.ts";
import { objectOf, readAs, wireOne, writeAs } from "./work.ts";

/** Verbs on one record and on many. */
export function actionRoutes(app: FastifyInstance, engine: Engine): void {
  app.post("/api/v1/:objects/:id/:action", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const action = actionOf(request, object);
    const answer = await writeAs(engine, request, (ctx) =>
      once(ctx, request, reply, async () => {
        const result = await ctx.records.perform(object.name, action, id, request.body ?? {}, {
          ...acceptedBy(request),
          ...(request.headers["if-match"] === undefined ? {} : { version: versionOf(request) }),
        });
        return { status: 200, body: await wireResult(ctx, object, result) };
      }),
    );
    if (typeof answer.body.version === "number") reply.header("etag", `"${answer.body.version}"`);
    return reply.code(answer.status).send(answer.body);
  });

  app.post("/api/v1/:objects/:action", async (request, reply) => {
    const object = objectOf(request);
    const { action } = request.params as { action: string };
    if (action !== "delete") actionOf(request, object);
    const ctx = await readAs(engine, request);
    const body = valuesOf(request);
    const ids = await targetsOf(ctx, object.name, targetOf(body));
    const work = { object: object.name, action, ids, input: body.input ?? {} };

    if (ids.length > AT_ONCE) {
      const job = await writeAs(engine, request, (tx) => addBulkJob(tx, ACT_ON_MANY, work, ids.length));
      return reply.code(202).header("location", `/api/v1/jobs/${job.id}`).send(jobView(job));
    }
    const { company, actor } = callerOf(request);
    const outcomes = await actOnMany(engine, company, actor, work);
    const after = await readAs(engine, request);
    const results = [];
    for (const outcome of outcomes) {
      if ("error" in outcome) results.push({ id: outcome.id, ...refusal(request, engine, object, outcome.error) });
      else if (action === "delete") results.push({ id: outcome.id, ok: true });
      else results.push({ id: outcome.id, ok: true, record: await wireResult(after, object, outcome.record) });
    }
    return { results };
  });
}

/** An action returns the record as it stands, or a result of its own, which leaves as it is. */
async function wireResult(ctx: Ctx, object: ModelObject, result: AnyRecord | Record<string, unknown>) {
  const isRecord = typeof result.id === "string" && typeof result.version === "number" && "createdAt" in result;
  if (!isRecord) return result;
  return await wireOne(ctx, object, result as AnyRecord, { can: true });
}

function actionOf(request: FastifyRequest, object: ModelObject): string {
  const { action } = request.params as { action: string };
  if (!object.actions.has(action)) throw notFound("action");
  return action;
}

function targetOf(body: Record<string, unknown>): { ids?: string[]; filter?: Filter } {
  const { ids } = body;
  if (ids !== undefined) {
    if (!Array.isArray(ids) || ids.length === 0 || !ids.every(isUuid))
      throw new AppError("query.malformed", { params: { part: "ids" } });
    if (ids.length > 1_000) throw new AppError("invalid.batch_size", { params: { max: 1_000 } });
    return { ids: ids.map((id: string) => id.toLowerCase()) };
  }
  const { filter } = listQueryOfBody({ filter: body.filter });
  // Without either the whole table would be meant, which nobody says by leaving something out.
  if (filter === undefined) throw new AppError("query.malformed", { params: { part: "ids" } });
  return { filter };
}
