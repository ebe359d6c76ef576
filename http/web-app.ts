import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { notFound } from "#engine/errors.ts";
import type { HttpConfig } from "./config.ts";

const YEAR = "public, max-age=31536000, immutable";

/** Serves the built web app; every path that is no file and no API is a page of it. */
export async function serveWebApp(app: FastifyInstance, config: HttpConfig): Promise<void> {
  const root = config.webRoot;
  const isBuilt = root !== null && existsSync(join(root, "index.html"));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root,
      preCompressed: true,
      // A route per file: whatever is no file goes straight to the page below.
      wildcard: false,
      cacheControl: false,
      decorateReply: true,
      setHeaders: (reply, path) => {
        // Names under assets/ carry a hash of their content.
        reply.header("cache-control", path.includes("/assets/") ? YEAR : "no-cache");
      },
    });
  }

  app.setNotFoundHandler(async (request, reply) => {
    const isPage = isBuilt && request.method === "GET" && !request.url.startsWith("/api/") && !/\.\w+$/.test(pathOf(request.url));
    if (!isPage) throw notFound("page");
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}

function pathOf(url: string): string {
  return url.split("?", 1)[0]!;
}
