import type {} from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Ctx, Engine } from "#engine/ctx.ts";
import { AppError, notFound } from "#engine/errors.ts";
import { CONTENT_TYPES } from "#engine/export/write-table.ts";
import { failedRows } from "#engine/import/failed-rows.ts";
import {
  cancelImport,
  createImport,
  type ImportJob,
  importAgain,
  readImport,
  saveMapping,
  startImport,
} from "#engine/import/import-job.ts";
import { importTemplate } from "#engine/import/import-template.ts";
import { viewImport } from "#engine/import/import-view.ts";
import type { ImportMapping } from "#engine/import/import-wire.ts";
import { listImports } from "#engine/import/list-imports.ts";
import type { ModelObject } from "#engine/model/model.ts";
import { LARGEST_FILE_WORDS } from "#platform/files.ts";
import { newId } from "#platform/new-id.ts";
import { idOf, read } from "./input.ts";
import { readAs, writeAs } from "./work.ts";

const Path = Type.String({ minLength: 1, maxLength: 200 });
const Choice = Type.Object({ as: Type.Optional(Type.Unknown()), do: Type.Optional(Type.Enum(["empty", "reject", "create"])) });
const Transform = Type.Object({
  kind: Type.Enum(["replace", "split", "prefix", "suffix", "upper", "lower", "login"]),
  from: Type.Optional(Type.String({ maxLength: 200 })),
  to: Type.Optional(Type.String({ maxLength: 200 })),
  by: Type.Optional(Type.String({ maxLength: 20 })),
  part: Type.Optional(Type.Integer({ minimum: -100, maximum: 100 })),
  text: Type.Optional(Type.String({ maxLength: 200 })),
});
const Mapping = Type.Object({
  columns: Type.Array(
    Type.Object({
      column: Type.Integer({ minimum: 0, maximum: 16_384 }),
      path: Path,
      lookup: Type.Optional(Path),
      dateFormat: Type.Optional(Type.Enum(["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY"])),
      transforms: Type.Optional(Type.Array(Transform, { maxItems: 10 })),
      values: Type.Optional(Type.Record(Type.String(), Choice)),
      otherwise: Type.Optional(Type.Enum(["reject", "empty", "create"])),
    }),
    { maxItems: 500 },
  ),
  constants: Type.Array(Type.Object({ path: Path, value: Type.Unknown() }), { maxItems: 200 }),
  mode: Type.Enum(["create", "update", "upsert"]),
  key: Type.Array(Path, { maxItems: 5 }),
  duplicates: Type.Enum(["skip", "update", "create", "reject"]),
  migrating: Type.Boolean(),
  accept: Type.Union([Type.Literal("all"), Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })]),
  afterwards: Type.Optional(Type.String({ maxLength: 100 })),
});
const MappingBody = Type.Object({ mapping: Mapping });
const AgainBody = Type.Object({ object: Path, sheet: Type.Optional(Type.String({ maxLength: 200 })) });

/** Files into records: upload, mapping, dry run, run, and the rows that were not taken. */
export function importRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/imports/template", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const object = objectNamed(ctx, (request.query as { object?: string }).object);
    return sendFile(reply, `${object.path}.xlsx`, importTemplate(ctx, object));
  });

  app.get("/api/v1/imports", async (request) => ({ items: await listImports(await readAs(engine, request)) }));

  app.post("/api/v1/imports", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const upload = await readUpload(engine, request);
    try {
      const object = objectNamed(ctx, upload.object);
      const job = await createImport(ctx, object, { name: upload.name, key: upload.key });
      return reply.code(201).send(await viewImport(ctx, job));
    } catch (error) {
      await engine.files.remove(upload.key);
      throw error;
    }
  });

  app.post("/api/v1/imports/:id/again", async (request, reply) => {
    const ctx = await readAs(engine, request);
    const { object, sheet } = read(AgainBody, request.body);
    const job = await importAgain(ctx, idOf(request), objectNamed(ctx, object), sheet);
    return reply.code(201).send(await viewImport(ctx, job));
  });

  app.get("/api/v1/imports/:id", async (request) => {
    const ctx = await readAs(engine, request);
    return await viewImport(ctx, await readImport(ctx, idOf(request)));
  });

  app.patch("/api/v1/imports/:id", (request) => {
    const { mapping } = read(MappingBody, request.body);
    return answer(request, (ctx) => saveMapping(ctx, idOf(request), mapping as ImportMapping));
  });

  app.post("/api/v1/imports/:id/dry-run", async (request, reply) => {
    const view = await answer(request, (ctx) => startImport(ctx, idOf(request), { dry: true }));
    return reply.code(202).send(view);
  });

  app.post("/api/v1/imports/:id/run", async (request, reply) => {
    const view = await answer(request, (ctx) => startImport(ctx, idOf(request), { dry: false }));
    return reply.code(202).send(view);
  });

  app.post("/api/v1/imports/:id/cancel", (request) => answer(request, (ctx) => cancelImport(ctx, idOf(request))));

  for (const format of ["xlsx", "csv"] as const) {
    app.get(`/api/v1/imports/:id/failed.${format}`, async (request, reply) => {
      const ctx = await readAs(engine, request);
      const job = await readImport(ctx, idOf(request));
      return sendFile(reply, `failed.${format}`, await failedRows(ctx, job, format), CONTENT_TYPES[format]);
    });
  }

  function answer(request: FastifyRequest, work: (ctx: Ctx) => Promise<ImportJob>) {
    return writeAs(engine, request, async (ctx) => viewImport(ctx, await work(ctx)));
  }
}

/** The file and the object it is for; the bytes go to the store as they come. */
async function readUpload(engine: Engine, request: FastifyRequest): Promise<{ object: string; name: string; key: string }> {
  if (!request.isMultipart()) throw new AppError("invalid.file_missing");
  const part = await request.file();
  if (part === undefined) throw new AppError("invalid.file_missing");
  const key = newId();
  await engine.files.put(key, part.file);
  if (part.file.truncated) {
    await engine.files.remove(key);
    throw new AppError("too_large", { params: { max: LARGEST_FILE_WORDS } });
  }
  const field = part.fields.object;
  const stated = field !== undefined && !Array.isArray(field) && field.type === "field" ? String(field.value) : undefined;
  const { object = "" } = request.query as { object?: string };
  return { object: stated ?? object, name: part.filename, key };
}

function objectNamed(ctx: Ctx, name: string | undefined): ModelObject {
  const object = ctx.model.objects.get(name ?? "") ?? ctx.model.byPath.get(name ?? "");
  if (object === undefined || ctx.access.scope(object, "read") === "none") throw notFound("object");
  return object;
}

function sendFile(reply: FastifyReply, name: string, bytes: NodeJS.ReadableStream, type = CONTENT_TYPES.xlsx): FastifyReply {
  return reply
    .header("content-type", type)
    .header(
      "content-disposition",
      `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .send(bytes);
}
