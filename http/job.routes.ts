import type { FastifyInstance } from "fastify";
import { cancelBulkJob, jobView, readBulkJob } from "#engine/bulk/bulk-job.ts";
import type { Engine } from "#engine/ctx.ts";
import { idOf } from "./input.ts";
import { readAs, writeAs } from "./work.ts";

/** How far long work is, told to the person who asked for it. */
export function jobRoutes(app: FastifyInstance, engine: Engine): void {
  app.get("/api/v1/jobs/:id", async (request) => jobView(await readBulkJob(await readAs(engine, request), idOf(request))));

  app.delete("/api/v1/jobs/:id", async (request, reply) => {
    await writeAs(engine, request, (ctx) => cancelBulkJob(ctx, idOf(request)));
    return reply.code(204).send();
  });
}
