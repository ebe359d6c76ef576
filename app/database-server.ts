import pg from "pg";
import { clusterPlace } from "#platform/cluster-place.ts";
import type { Config } from "#platform/config.ts";
import { startPostgres, supervisePostgres } from "#platform/postgres.ts";

export type DatabaseServer = { url: string; embedded: boolean; stop(): Promise<void> };

const OLDEST = 160_000;

/** The database the settings ask for: an outside one that is checked, or the embedded one, kept up while the process lives. */
export async function startDatabaseServer(
  config: Config,
  tell: { launched(): void; starting(reason: string): void; ready(): void },
): Promise<DatabaseServer> {
  if (config.databaseUrl) return await outside(config.databaseUrl);
  const server = await supervisePostgres({
    ...embedded(config),
    onLaunch: () => tell.launched(),
    onRecovery: () => tell.starting("recovering"),
    onDown: () => tell.starting("starting again"),
    onUp: () => tell.ready(),
  });
  return { url: server.url(), embedded: true, stop: () => server.stop() };
}

/** For a command: the running database if there is one, which is then left running, else one for as long as the command takes. */
export async function borrowDatabaseServer(config: Config): Promise<DatabaseServer> {
  if (config.databaseUrl) return await outside(config.databaseUrl);
  const server = await startPostgres(embedded(config));
  return { url: server.url(), embedded: true, stop: async () => (server.adopted ? undefined : await server.stop()) };
}

function embedded(config: Config) {
  return { folder: clusterPlace(config.data), settings: { shared_buffers: config.sharedBuffers } };
}

async function outside(url: string): Promise<DatabaseServer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ number: string; name: string; encoding: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as name,
              pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`,
    );
    const server = rows[0]!;
    if (Number(server.number) < OLDEST) throw new Error(`it is PostgreSQL ${server.name}, and Kehai needs 16 or later`);
    if (server.encoding !== "UTF8") throw new Error(`its encoding is ${server.encoding}, and Kehai needs UTF8`);
  } catch (error) {
    throw new Error(`The database of DATABASE_URL cannot be used: ${(error as Error).message}`);
  } finally {
    await client.end().catch(() => undefined);
  }
  return { url, embedded: false, stop: async () => undefined };
}
