import type { Log } from "#platform/log.ts";

const CUT = new Set(["57P01", "57P02", "57P03", "08000", "08003", "08006", "ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"]);

/**
 * A database that goes away takes connections with it that libraries hold between two statements, where nobody listens. That
 * must not take everybody's server down, nor make a clean stop look like a crash; any other stray error still ends the process.
 */
export function outliveCutConnections(log: Log): void {
  process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    if (isCutConnection(error)) return log.warn({ reason: error.message }, "a database connection was cut");
    log.fatal({ err: error }, "uncaught exception");
    process.exit(1);
  });
}

function isCutConnection(error: Error): boolean {
  const { code } = error as { code?: string };
  return (code !== undefined && CUT.has(code)) || /^Connection terminated/.test(error.message);
}
