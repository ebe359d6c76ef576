import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { ModelObject } from "#engine/model/model.ts";
import type { WriteOptions } from "#engine/records/records.ts";
import { once } from "./idempotency.ts";
import { idOf } from "./input.ts";
import { aggregateQueryOf, countQueryOf, isYes, listQueryOfBody, listQueryOfUrl, names } from "./list-query.ts";
import { versionOf, withVersion } from "./versions.ts";
import { objectOf, readAs, wireOne, writeAs } from "./work.ts";

/** Routes are parameterised: a custom object made a second ago is served by the same lines. */
export function recordRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/:objects", async (request) => {
    const object = objectOf(request);
    const ctx = await readAs(engine, request);
    return await ctx.records.list(object.name, listQueryOfUrl(request.query));
  });

  app.post("/api/v1/:objects/query", async (request) => {
    const object = objectOf(request);
    const ctx = await readAs(engine, request);
    return await ctx.records.list(object.name, listQueryOfBody(request.body));
  });

  app.post("/api/v1/:objects/count", async (request) => {
    const object = objectOf(request);
    const ctx = await readAs(engine, request);
    return await ctx.records.count(object.name, countQueryOf(request.body));
  });

  app.post("/api/v1/:objects/aggregate", async (request) => {
    const object = objectOf(request);
    const ctx = await readAs(engine, request);
    return await ctx.records.aggregate(object.name, aggregateQueryOf(request.body));
  });

  app.get("/api/v1/:objects/:id", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const ctx = await readAs(engine, request);
    const record = await ctx.records.get(object.name, id);
    return withVersion(reply, await wireOne(ctx, object, record, shownOf(request)));
  });

  app.post("/api/v1/:objects", async (request, reply) => {
    const object = objectOf(request);
    const values = valuesOf(request);
    const answer = await writeAs(engine, request, (ctx) =>
      once(ctx, request, reply, async () => {
        const record = await ctx.records.create(object.name, values, acceptedBy(request));
        return { status: 201, body: await wireOne(ctx, object, record, shownOf(request)) };
      }),
    );
    reply.code(answer.status).header("location", `/api/v1/${object.path}/${answer.body.id}`);
    return withVersion(reply, answer.body as any);
  });

  app.patch("/api/v1/:objects/:id", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const options = { version: versionOf(request), ...acceptedBy(request) };
    const record = await orCurrent(engine, request, object, id, () =>
      writeAs(engine, request, async (ctx) => {
        const updated = await ctx.records.update(object.name, id, valuesOf(request), options);
        return await wireOne(ctx, object, updated, shownOf(request));
      }),
    );
    return withVersion(reply, record);
  });

  app.delete("/api/v1/:objects/:id", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const version = versionOf(request);
    await orCurrent(engine, request, object, id, () =>
      writeAs(engine, request, (ctx) => ctx.records.remove(object.name, id, { version })),
    );
    return reply.code(204).send();
  });

  app.post("/api/v1/:objects/:id/restore", async (request, reply) => {
    const object = objectOf(request);
    const id = idOf(request);
    const record = await writeAs(engine, request, async (ctx) => {
      const restored = await ctx.records.restore(object.name, id);
      return await wireOne(ctx, object, restored);
    });
    return withVersion(reply as FastifyReply, record);
  });
}

/** A stale change is answered with the record as it stands, so that the page can show both. */
async function orCurrent<T>(
  engine: Engine,
  request: FastifyRequest,
  object: ModelObject,
  id: string,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "record.stale") throw error;
    const ctx = await readAs(engine, request);
    const record = await wireOne(ctx, object, await ctx.records.get(object.name, id), { can: true });
    throw new AppError(error.code, { ...error.details, with: { record } });
  }
}

export function valuesOf(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new AppError("invalid.body");
  return body as Record<string, unknown>;
}

/** Warnings the person has seen and accepted: `?accept=duplicate,opportunity.closed` or `?accept=all`. */
export function acceptedBy(request: FastifyRequest): Pick<WriteOptions, "accept"> {
  const { accept } = request.query as { accept?: string };
  if (accept === undefined) return {};
  return { accept: accept === "all" ? "all" : names(accept) };
}

function shownOf(request: FastifyRequest): { expand?: string[]; can?: boolean; fields?: string[]; lines?: boolean } {
  const { expand, can, fields, lines } = request.query as { expand?: string; can?: string; fields?: string; lines?: string };
  return {
    ...(expand === undefined ? {} : { expand: names(expand) }),
    ...(fields === undefined ? {} : { fields: names(fields) }),
    ...(can === undefined ? {} : { can: isYes(can) }),
    ...(lines === undefined ? {} : { lines: isYes(lines) }),
  };
}
