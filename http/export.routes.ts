import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { AppError, notFound } from "#engine/errors.ts";
import { exportRecords } from "#engine/export/export-records.ts";
import { CONTENT_TYPES, type OutFormat } from "#engine/export/write-table.ts";
import { callerOf } from "./caller.ts";
import { listQueryOfBody, listQueryOfUrl } from "./list-query.ts";
import { readAs } from "./work.ts";

/** What a list shows, as a file. GET is for links, POST for filters too long for one. */
export function exportRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/exports", (request, reply) => send(request, reply, request.query, listQueryOfUrl));
  app.post("/api/v1/exports", (request, reply) => send(request, reply, request.body, listQueryOfBody));

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: unknown,
    queryOf: typeof listQueryOfBody,
  ): Promise<FastifyReply> {
    const { object: name = "", format = "xlsx", ...rest } = (asked ?? {}) as Record<string, unknown>;
    const { model } = callerOf(request);
    const object = model.objects.get(String(name)) ?? model.byPath.get(String(name));
    if (object === undefined) throw notFound("object");
    if (!isFormat(format)) throw new AppError("query.malformed", { params: { part: "format" } });
    const ctx = await readAs(engine, request);
    const file = await exportRecords(ctx, object, queryOf(rest), format);
    return reply
      .header("content-type", CONTENT_TYPES[format])
      .header(
        "content-disposition",
        `attachment; filename="${object.path}.${format === "xlsx" ? "xlsx" : "csv"}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      )
      .send(file.bytes);
  }
}

function isFormat(format: unknown): format is OutFormat {
  return typeof format === "string" && format in CONTENT_TYPES;
}
