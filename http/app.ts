import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import Fastify, { type FastifyInstance } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { LARGEST_FILE } from "#platform/files.ts";
import { actionRoutes } from "./action.routes.ts";
import { batchRoutes } from "./batch.routes.ts";
import { identifyCallers } from "./caller.ts";
import { companyRoutes } from "./company.routes.ts";
import { BODY_LIMIT, type HttpConfig } from "./config.ts";
import { documentRoutes } from "./document.routes.ts";
import { eventRoutes } from "./event.routes.ts";
import { exportRoutes } from "./export.routes.ts";
import { fileRoutes } from "./file.routes.ts";
import { healthRoutes } from "./health.routes.ts";
import { importRoutes } from "./import.routes.ts";
import { jobRoutes } from "./job.routes.ts";
import { meRoutes } from "./me.routes.ts";
import { modelRoutes } from "./model.routes.ts";
import { answerErrors } from "./problem.ts";
import { readingRoutes } from "./reading.routes.ts";
import { recordRoutes } from "./record.routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { sessionRoutes } from "./session.routes.ts";
import { setupRoutes } from "./setup.routes.ts";
import { sharingRoutes } from "./sharing.routes.ts";
import { serveWebApp } from "./web-app.ts";

/** The HTTP server over an engine: every route is registered once, with parameters, before it listens. */
export async function buildApp(engine: Engine, config: HttpConfig): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    // A proxy on this machine says who asks; nobody from elsewhere is believed.
    trustProxy: config.trustProxy ?? "loopback",
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  });

  noteRoutes(app);
  answerErrors(app, engine);
  acceptEmptyJson(app);
  securityHeaders(app, config);
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: config.uploadLimit ?? LARGEST_FILE, files: 1, fields: 20 } });
  // Speed over size: lists are made anew for every request.
  await app.register(compress, { encodings: ["gzip"], zlibOptions: { level: 2 }, threshold: 2_048 });
  identifyCallers(app, engine, config);

  healthRoutes(app, engine, config);
  setupRoutes(app, engine, config);
  sessionRoutes(app, engine, config);
  meRoutes(app, engine);
  companyRoutes(app, engine);
  modelRoutes(app, engine);
  readingRoutes(app, engine);
  eventRoutes(app, engine);
  fileRoutes(app, engine, config);
  jobRoutes(app, engine);
  importRoutes(app, engine);
  exportRoutes(app, engine);
  recordRoutes(app, engine);
  documentRoutes(app, engine);
  sharingRoutes(app, engine);
  batchRoutes(app, engine);
  actionRoutes(app, engine);
  await serveWebApp(app, config);
  return app;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Every route there is, for the document and for the test that calls each as a stranger. */
    routeList: { method: string; path: string; access: "public" | "person" | undefined }[];
  }
}

function noteRoutes(app: FastifyInstance): void {
  app.decorate("routeList", []);
  app.addHook("onRoute", ({ method, url, config }) => {
    for (const one of [method].flat()) app.routeList.push({ method: one, path: url, access: config?.access });
  });
}

/** `POST …/claim` with a JSON content type and no body is common and means no input. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") return done(null, undefined);
    parse(request, body as string, (error, parsed) => done(error ? new AppError("invalid.body") : null, parsed));
  });
}
