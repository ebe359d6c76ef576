import { type Config, readConfig } from "#platform/config.ts";
import { claimFolder } from "#platform/single-copy.ts";
import { startDatabaseServer } from "./database-server.ts";
import { openFrontDoor } from "./front-door.ts";
import type { Part } from "./product.ts";

const PARTS: readonly Part[] = ["serve", "work", "both"];

/** What has been started, to be stopped in reverse. */
const started: (() => Promise<void>)[] = [];
/** When stopping was first asked for; zero while nobody has. */
let stopping = 0;

await main().catch(async (error: Error) => {
  console.error(`\n${error.message}\n`);
  await stopAll();
  process.exit(1);
});

async function main(): Promise<void> {
  const part = (process.argv[2] ?? "both") as Part;
  if (!PARTS.includes(part)) throw new Error(`Usage: npm start [-- ${PARTS.join(" | ")}]`);
  const config = readConfig(process.env);
  stopOnSignals();

  const announce = config.databaseUrl ? () => undefined : await claim(config);
  let trouble: string | null = null;
  const door = part === "work" ? null : await openFrontDoor(config.host, config.port);
  if (door) started.push(() => door.close());

  const launched = Promise.withResolvers<void>();
  const starting = startDatabaseServer(config, {
    launched: launched.resolve,
    starting: (reason) => {
      trouble = reason;
      door?.wait(reason);
      console.log(`The database is ${reason} …`);
    },
    ready: () => {
      trouble = null;
    },
  });
  // Its server has a life of its own: who stops while it starts waits for it, or it would be left running.
  started.push(() =>
    starting.then(
      (server) => server.stop(),
      () => undefined,
    ),
  );
  // The database is on its way while the product is read in, which lets nothing else happen here.
  await Promise.race([launched.promise, starting]);
  const { openProduct } = await import("./product.ts");
  const server = await starting;
  if (stopping > 0) return;
  trouble = null;
  await openProduct({ config, part, server, door, unhealthy: () => trouble, announce, onStop: (stop) => started.push(stop) });
}

/** One living process per data folder; returns how to tell later commands its address. */
async function claim(config: Config): Promise<(address: string) => void> {
  const claimed = await claimFolder(config.data);
  if ("takenBy" in claimed) {
    const { pid, address } = claimed.takenBy;
    throw new Error(
      `Kehai is already running on ${config.data}${address ? ` at ${address}` : ""} (process ${pid}). Stop it first, or set KEHAI_DATA and PORT for a second one.`,
    );
  }
  started.push(() => claimed.release());
  return (address) => {
    claimed.copy.address = address;
  };
}

function stopOnSignals(): void {
  const stop = async () => {
    // A terminal and a parent process may both deliver the same Ctrl-C; a second one a moment later means it.
    if (stopping > 0) {
      if (Date.now() - stopping > 1_000) process.exit(130);
      return;
    }
    stopping = Date.now();
    setTimeout(() => process.exit(1), 30_000).unref();
    await stopAll();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
  // The launcher that runs this on a modern Node is gone: nobody would be left to stop it.
  process.on("disconnect", () => void stop());
}

async function stopAll(): Promise<void> {
  for (const stop of started.reverse()) await stop().catch((error: Error) => console.error(error.message));
  started.length = 0;
}
