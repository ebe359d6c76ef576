import type { FastifyInstance, FastifyRequest } from "fastify";
import { isShownInPlace } from "#engine/collaboration/file/media-type.ts";
import { recordFile, type StoredBytes, storeBytes } from "#engine/collaboration/file/store-file.ts";
import type { Ctx, Engine } from "#engine/ctx.ts";
import { AppError, notFound } from "#engine/errors.ts";
import { LARGEST_FILE } from "#platform/files.ts";
import { callerOf } from "./caller.ts";
import type { HttpConfig } from "./config.ts";
import { disposition } from "./disposition.ts";
import { once } from "./idempotency.ts";
import { idOf, isUuid } from "./input.ts";
import { isYes } from "./list-query.ts";
import { readAs, wireOne, writeAs } from "./work.ts";

/** Uploads and downloads. Bytes leave only to those who may read the file's record. */
export function fileRoutes(app: FastifyInstance, engine: Engine, config: HttpConfig): void {
  app.post("/api/v1/files", async (request, reply) => {
    const object = callerOf(request).model.objects.get("file")!;
    request.object = object;
    const { name, about, stored } = await receive(engine, request, config.uploadLimit ?? LARGEST_FILE);
    const work = async (ctx: Ctx) => {
      const record = await recordFile(ctx, stored, { name, about });
      return { status: 201, body: { ...(await wireOne(ctx, object, record)), type: stored.mediaType } };
    };
    const content = { name, about, sha256: stored.sha256 };
    const answer = await keepOrDrop(engine, stored, () =>
      writeAs(engine, request, (ctx) => once(ctx, request, reply, () => work(ctx), content)),
    );
    if (reply.hasHeader("idempotency-replayed")) await engine.files.remove(stored.key);
    return reply.code(answer.status).send(answer.body);
  });

  app.get("/api/v1/files/:id/content", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const file = await ctx.records.get("file", idOf(request));
    if (file.storageKey === null) throw notFound("file");
    const bytes = await engine.files.get(file.storageKey);
    const inline = isYes((request.query as { inline?: string }).inline) && isShownInPlace(file.mediaType);
    return reply
      .type(inline ? file.mediaType : "application/octet-stream")
      .header("content-length", file.size)
      .header("content-disposition", disposition(inline ? "inline" : "attachment", file.name))
      .header("content-security-policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
      .header("cache-control", "private, max-age=3600")
      .send(bytes);
  });
}

async function receive(engine: Engine, request: FastifyRequest, limit: number) {
  if (!request.isMultipart()) throw new AppError("invalid.media_type");
  const fields: Record<string, string> = {};
  let received: { name: string; stored: StoredBytes } | null = null;
  for await (const part of request.parts({ limits: { fileSize: limit } })) {
    if (part.type === "field") fields[part.fieldname] = String(part.value);
    else if (received !== null) part.file.resume();
    else {
      const stored = await storeBytes(engine, part.filename, part.file);
      received = { name: part.filename, stored };
      if (part.file.truncated) {
        await engine.files.remove(stored.key);
        throw new AppError("too_large", { params: { max: `${Math.floor(limit / 1024 / 1024)} MB` } });
      }
    }
  }
  if (received === null) throw new AppError("invalid", { errors: [{ field: "file", code: "invalid.file_missing" }] });
  return { ...received, about: aboutOf(fields) };
}

function aboutOf({ aboutObject, aboutId }: Record<string, string>): { object: string; id: string } | null {
  if (!aboutObject && !aboutId) return null;
  if (!aboutObject || !isUuid(aboutId))
    throw new AppError("invalid", { errors: [{ field: "about", code: "invalid.reference" }] });
  return { object: aboutObject, id: aboutId };
}

/** Bytes whose record could not be made are not kept. */
async function keepOrDrop<T>(engine: Engine, stored: StoredBytes, record: () => Promise<T>): Promise<T> {
  try {
    return await record();
  } catch (error) {
    await engine.files.remove(stored.key);
    throw error;
  }
}
