import type { FastifyInstance, FastifyRequest } from "fastify";
import { explain } from "#engine/access/explain.ts";
import type { Engine } from "#engine/ctx.ts";
import { findDuplicates } from "#engine/duplicates/find-duplicates.ts";
import { AppError } from "#engine/errors.ts";
import { changesAfter } from "#engine/history/changes.ts";
import { historyOf } from "#engine/history/read-events.ts";
import { timelineOf } from "#engine/history/timeline.ts";
import { lineObjectOf } from "#engine/lines/load-lines.ts";
import { previewLines } from "#engine/lines/preview-lines.ts";
import { recordPage } from "#engine/records/record-page.ts";
import { toWire } from "#engine/records/wire-record.ts";
import { search } from "#engine/search/search.ts";
import { callerOf } from "./caller.ts";
import { idOf, isUuid } from "./input.ts";
import { names } from "./list-query.ts";
import { openApiDocument } from "./openapi.ts";
import { valuesOf } from "./record.routes.ts";
import { objectOf, readAs } from "./work.ts";

const MOST_ENTRIES = 100;

/** What is read of records besides the records: their history, why they are seen, what they resemble, what has changed. */
export function readingRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/openapi.json", async (request) => {
    const ctx = await readAs(engine, request);
    return openApiDocument(ctx.model, engine.modules, ctx.access, callerOf(request).actor.language);
  });

  app.get("/api/v1/search", async (request) => {
    const { q = "", objects } = request.query as { q?: string; objects?: string };
    return await search(await readAs(engine, request), String(q), objects === undefined ? undefined : names(objects));
  });

  app.get("/api/v1/changes", async (request) => {
    const { after = "0" } = request.query as { after?: string };
    return await changesAfter(await readAs(engine, request), String(after), limitOf(request, 100, 500));
  });

  app.post("/api/v1/:objects/duplicates", async (request) => {
    const object = objectOf(request);
    const ctx = await readAs(engine, request);
    if (ctx.access.scope(object, "create") === "none" && ctx.access.scope(object, "update") === "none")
      throw new AppError("forbidden");
    const { id, ...values } = valuesOf(request);
    const [hits] = await findDuplicates(ctx, object, [{ ...values, ...(isUuid(id) ? { id } : {}) }]);
    return { hits: hits ?? [] };
  });

  app.post("/api/v1/:objects/preview", async (request) => {
    const object = objectOf(request);
    const ctx = await readAs(engine, request);
    const lines = await previewLines(ctx, object, valuesOf(request));
    const line = lineObjectOf(ctx, object)!;
    const known = lines.filter((record) => record !== null);
    const wire = await toWire(ctx, line, known);
    return { lines: lines.map((record) => (record === null ? null : wire[known.indexOf(record)]!)) };
  });

  app.get("/api/v1/:objects/:id/history", async (request) => {
    const object = objectOf(request);
    const { cursor } = request.query as { cursor?: string };
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) throw new AppError("query.bad_cursor");
    const page = { before: cursor === undefined ? null : Number(cursor), limit: limitOf(request, 50, MOST_ENTRIES) };
    return await historyOf(await readAs(engine, request), object.name, idOf(request), page);
  });

  app.get("/api/v1/:objects/:id/timeline", async (request) => {
    const object = objectOf(request);
    const { cursor = null } = request.query as { cursor?: string };
    return await timelineOf(await readAs(engine, request), object, idOf(request), {
      cursor,
      limit: limitOf(request, 20, MOST_ENTRIES),
    });
  });

  app.get("/api/v1/:objects/:id/page", async (request) =>
    recordPage(await readAs(engine, request), objectOf(request), idOf(request)),
  );

  app.get("/api/v1/:objects/:id/explain", async (request) => {
    const object = objectOf(request);
    const id = idOf(request);
    const ctx = await readAs(engine, request);
    await ctx.records.get(object.name, id);
    const { user } = request.query as { user?: string };
    if (user !== undefined && !isUuid(user)) throw new AppError("query.malformed", { params: { part: "user" } });
    return await explain(ctx, user ?? callerOf(request).actor.userId, object, id);
  });
}

function limitOf(request: FastifyRequest, usual: number, most: number): number {
  const { limit } = request.query as { limit?: string };
  if (limit === undefined) return usual;
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new AppError("query.malformed", { params: { part: "limit" } });
  return Math.min(Number(limit), most);
}
