import type { FastifyInstance } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { latestPosition } from "#engine/history/changes.ts";
import { isStillSignedIn } from "#engine/identity/sessions.ts";
import { callerOf } from "./caller.ts";
import { HEARTBEAT_MS } from "./config.ts";

const MOST_STREAMS = 2_000;
/** A burst of writes is one notice. */
const GATHER_MS = 150;

/** Tells open pages that something changed, and nothing of what: they ask `/changes` by position, under their own rights. */
export function eventRoutes(app: FastifyInstance, engine: Engine): void {
  const open = new Set<() => void>();
  app.addHook("preClose", async () => {
    for (const close of open) close();
  });

  app.get("/api/v1/events", async (request, reply) => {
    const { company, signedIn } = callerOf(request);
    if (open.size >= MOST_STREAMS) return reply.code(503).header("retry-after", "60").send();
    let told = request.headers["last-event-id"]?.toString() ?? (await latestPosition(engine, company));

    // Past the framework: no compression, no buffering, no end.
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      // A stream that ends takes its connection with it, so that signing out is seen at once.
      connection: "close",
    });
    raw.write(`retry: 3000\nid: ${told}\nevent: hello\ndata: {"position":"${told}"}\n\n`);

    let timer: NodeJS.Timeout | undefined;
    const tell = async () => {
      timer = undefined;
      const latest = await latestPosition(engine, company).catch(() => told);
      if (latest === told || raw.writableEnded) return;
      told = latest;
      raw.write(`id: ${told}\nevent: change\ndata: {"position":"${told}"}\n\n`);
    };
    const gather = () => {
      timer ??= setTimeout(tell, GATHER_MS);
    };
    const heartbeat = setInterval(() => raw.write(": still here\n\n"), HEARTBEAT_MS);
    const stops = [
      engine.wakeups.on(`events:${company.schema}`, gather),
      engine.wakeups.on(
        "session",
        () =>
          void isStillSignedIn(engine, signedIn).then(
            (isIn) => isIn || close(),
            () => undefined,
          ),
      ),
    ];
    const close = () => {
      open.delete(close);
      clearInterval(heartbeat);
      clearTimeout(timer);
      for (const stop of stops) stop();
      raw.end();
    };
    open.add(close);
    raw.on("close", close);
    gather();
  });
}
