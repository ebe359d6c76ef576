import { fileURLToPath } from "node:url";
import { buildApp } from "#http/app.ts";
import type { Config } from "#platform/config.ts";
import { closeEngine, composeEngine } from "./compose.ts";
import type { DatabaseServer } from "./database-server.ts";
import type { FrontDoor } from "./front-door.ts";
import { outliveCutConnections } from "./outlive-cut-connections.ts";
import { isSetUp, prepareDatabase } from "./prepare.ts";
import { keepWorking } from "./work.ts";

/** What this process does of serving and working in the background. */
export type Part = "serve" | "work" | "both";

export type Opening = {
  config: Config;
  part: Part;
  server: DatabaseServer;
  /** Null where nothing is served. */
  door: FrontDoor | null;
  /** Why the database does not answer at the moment. */
  unhealthy(): string | null;
  announce(address: string): void;
  /** Takes what has to be stopped, in the reverse of this order. */
  onStop(stop: () => Promise<void>): void;
};

/** The product itself on a database that runs: prepares it, opens the door, and goes to work. */
export async function openProduct({ config, part, server, door, unhealthy, announce, onStop }: Opening): Promise<void> {
  const engine = composeEngine(config, server.url);
  outliveCutConnections(engine.log);
  onStop(() => closeEngine(engine));
  door?.wait("preparing the database");
  await prepareDatabase(engine, server.url);

  if (door) {
    const webRoot = fileURLToPath(new URL("../dist/web", import.meta.url));
    const app = await buildApp(engine, { publicUrl: config.publicUrl ?? undefined, webRoot, unhealthy });
    await app.ready();
    door.open(app.routing);
    onStop(() => app.close());
    announce(door.address);
    const where = config.publicUrl ?? door.address;
    console.log(`\n  Kehai 客海   ${where}\n${(await isSetUp(engine)) ? "" : "  Open this address to set up your company.\n"}`);
  }
  if (part !== "serve") {
    const work = keepWorking(engine, server.url, { alone: server.embedded });
    onStop(() => work.stop());
  }
}
