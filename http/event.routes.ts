import type { FastifyInstance } from "fastify";
import type { Engine } from "#engine/ctx.ts";
import { latestPosition } from "#engine/history/changes.ts";
import { isStillSignedIn } from "#engine/identity/sessions.ts";
import { callerOf } from "./caller.ts";
import { HEARTBEAT_MS } from "./config.ts";
import { pulses } from "./pulse.ts";

const MOST_STREAMS = 2_000;

/** Tells open pages that something changed, and nothing of what: they ask `/changes` by position, under their own rights. */
export function eventRoutes(app: FastifyInstance, engine: Engine): void {
  const watch = pulses(engine);
  const open = new Set<() => void>();
  app.addHook("preClose", async () => {
    for (const close of open) close();
  });

  app.get("/api/v1/events", async (request, reply) => {
    const { company, signedIn } = callerOf(request);
    if (open.size >= MOST_STREAMS) return reply.code(503).header("retry-after", "60").send();
    const latest = await latestPosition(engine, company);
    const seen = request.headers["last-event-id"]?.toString();
    let told = /^\d{1,18}$/.test(seen ?? "") ? seen! : latest;

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
    const say = (event: string) => raw.write(`id: ${told}\nevent: ${event}\ndata: {"position":"${told}"}\n\n`);
    const tell = (position: string) => {
      if (position === told) return;
      told = position;
      say("change");
    };
    raw.write("retry: 3000\n");
    say("hello");
    tell(latest);

    const heartbeat = setInterval(() => raw.write(": still here\n\n"), HEARTBEAT_MS);
    const stops = [
      watch(company, tell),
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
      for (const stop of stops) stop();
      raw.end();
    };
    open.add(close);
    raw.on("close", close);
  });
}
