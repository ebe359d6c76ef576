import type { FastifyInstance, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Ctx, Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { ModelObject } from "#engine/model/model.ts";
import type { Outcome } from "#engine/records/records.ts";
import { toWire } from "#engine/records/wire-record.ts";
import { once } from "./idempotency.ts";
import { read } from "./input.ts";
import { acceptedBy } from "./record.routes.ts";
import { refusal } from "./results.ts";
import { objectOf, writeAs } from "./work.ts";

const MOST = 1_000;
const Values = Type.Record(Type.String(), Type.Unknown());
const Batch = Type.Object({
  create: Type.Optional(Type.Array(Values)),
  update: Type.Optional(Type.Array(Values)),
  delete: Type.Optional(Type.Array(Type.Object({ id: Type.String(), version: Type.Optional(Type.Integer()) }))),
});

/** Up to a thousand records in one call, each with its own outcome; what is refused for one is done for the others. */
export function batchRoutes(app: FastifyInstance, engine: Engine): void {
  app.post("/api/v1/:objects/batch", async (request, reply) => {
    const object = objectOf(request);
    const batch = read(Batch, request.body);
    const size = (batch.create?.length ?? 0) + (batch.update?.length ?? 0) + (batch.delete?.length ?? 0);
    if (size > MOST) throw new AppError("invalid.batch_size", { params: { max: MOST } });

    const answer = await writeAs(engine, request, (ctx) =>
      once(ctx, request, reply, async () => {
        const options = acceptedBy(request);
        const wire = wireOutcomes.bind(null, ctx, engine, request, object);
        const created = batch.create ? await ctx.records.createMany(object.name, batch.create, options) : null;
        const updated = batch.update ? await ctx.records.updateMany(object.name, batch.update as any, options) : null;
        return {
          status: 200,
          body: {
            ...(created ? { created: await wire(created) } : {}),
            ...(updated ? { updated: await wire(updated) } : {}),
            ...(batch.delete ? { deleted: await removeEach(ctx, engine, request, object, batch.delete) } : {}),
          },
        };
      }),
    );
    return reply.code(answer.status).send(answer.body);
  });
}

async function wireOutcomes(ctx: Ctx, engine: Engine, request: FastifyRequest, object: ModelObject, outcomes: Outcome[]) {
  const written = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.record] : []));
  const wires = (await toWire(ctx, object, written, {})).values();
  return outcomes.map((outcome) =>
    outcome.ok
      ? { ok: true, record: wires.next().value, ...(outcome.warnings.length > 0 ? { warnings: outcome.warnings } : {}) }
      : refusal(request, engine, object, outcome.error),
  );
}

async function removeEach(
  ctx: Ctx,
  engine: Engine,
  request: FastifyRequest,
  object: ModelObject,
  targets: readonly { id: string; version?: number }[],
) {
  const results = [];
  for (const { id, version } of targets) {
    try {
      await ctx.records.remove(object.name, id, { version });
      results.push({ id, ok: true });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ id, ...refusal(request, engine, object, error) });
    }
  }
  return results;
}
