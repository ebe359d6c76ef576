import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { canReach } from "./cluster-place.ts";
import { executable, postgresBinaries } from "./postgres-binaries.ts";
import { databaseUser, type RunAs } from "./postgres-user.ts";

export type EmbeddedPostgres = {
  /** Connection string of the given database, `kehai` if none is named. */
  url(database?: string): string;
  pid: number;
  /** Whether the server was found running: what a killed process left behind. */
  adopted: boolean;
  stop(mode?: "fast" | "immediate"): Promise<void>;
};

export type PostgresOptions = {
  /** Folder of the cluster; made when missing. */
  folder: string;
  /** False gives up crash safety for speed: tests only. */
  durable?: boolean;
  settings?: Record<string, string>;
  /** A free one is found when none is given. */
  port?: number;
  /** Called when the server's own process is on its way. */
  onLaunch?: () => void;
  /** Called once when the server replays its log after a crash. */
  onRecovery?: () => void;
};

const SETTINGS: Record<string, string> = {
  max_connections: "60",
  shared_buffers: "128MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  effective_cache_size: "2GB",
  random_page_cost: "1.1",
  max_wal_size: "2GB",
  min_wal_size: "256MB",
  // After a checkpoint every page is logged whole when it is first touched, and a minute's new words touch pages all over their index.
  checkpoint_timeout: "15min",
  // Compressing every page that is first touched costs a sixth of what the database computes in a write; the disk is asked for more.
  wal_compression: "off",
  checkpoint_completion_target: "0.9",
  max_parallel_workers_per_gather: "1",
  log_timezone: "UTC",
  timezone: "UTC",
  log_min_messages: "warning",
};

const NOT_DURABLE: Record<string, string> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum_naptime: "5min",
  max_wal_size: "4GB",
  checkpoint_timeout: "1h",
};

/** Starts the PostgreSQL that comes with Kehai on a loopback port, making its cluster first when there is none. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  const runAs = databaseUser(folder);
  const bin = join(postgresBinaries(runAs), "bin");
  if (!existsSync(join(folder, "PG_VERSION"))) makeCluster(bin, folder, runAs, options.durable ?? true);

  const running = runningServer(folder);
  if (running) {
    await untilReady(folder, running.port, () => isAlive(running.pid), options.onRecovery);
    return handle(folder, running.port, running.pid, true);
  }
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const child = launch(bin, folder, port, runAs, options);
    options.onLaunch?.();
    try {
      await untilReady(folder, port, () => child.exitCode === null && child.signalCode === null, options.onRecovery);
      return handle(folder, port, child.pid!, false);
    } catch (error) {
      // Another program may have taken the port, or sessions of a killed server may still be ending.
      if (attempt === ATTEMPTS) throw error;
      await pause(300);
    }
  }
}

/** Keeps the embedded server up: one that dies is started again on its port, so that open pools find it again. */
export async function supervisePostgres(
  options: PostgresOptions & { onDown: () => void; onUp: () => void },
): Promise<EmbeddedPostgres> {
  let server = await startPostgres(options);
  const port = Number(new URL(server.url()).port);
  let restarting: Promise<void> | null = null;
  let stopping = false;

  const watch = setInterval(() => {
    if (!stopping && !restarting && !isAlive(server.pid)) restarting = restart();
  }, 250);

  async function restart(): Promise<void> {
    options.onDown();
    while (!stopping) {
      try {
        server = await startPostgres({ ...options, port });
        options.onUp();
        break;
      } catch {
        await pause(500);
      }
    }
    restarting = null;
  }

  return {
    ...server,
    async stop(mode) {
      stopping = true;
      clearInterval(watch);
      await restarting;
      await server.stop(mode);
    },
  };
}

function makeCluster(bin: string, folder: string, runAs: RunAs | null, durable: boolean): void {
  makeFolder(folder, runAs);
  const passwordFile = passwordPath(folder);
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid);

  const made = spawnSync(
    join(bin, executable("initdb")),
    [
      ...["-D", folder, "-U", "kehai", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"],
      // The built-in provider sorts and folds alike on every system; Chinese order is asked for by collation where needed.
      ...["--locale=C", "--lc-ctype=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
      ...(durable ? [] : ["--no-sync"]),
    ],
    { cwd: "/", encoding: "utf8", ...identity(runAs) },
  );
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`The database could not be created in ${folder}: ${made.stderr || made.error?.message}`);
  }
}

function makeFolder(folder: string, runAs: RunAs | null): void {
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!runAs) return;
  chownSync(folder, runAs.uid, runAs.gid);
  if (canReach(runAs, folder)) return;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(
    `PostgreSQL runs as the user ${runAs.name}, who cannot reach ${folder}. Set KEHAI_DATA to a folder outside closed ones, such as /var/lib/kehai.`,
  );
}

function launch(bin: string, folder: string, port: number, runAs: RunAs | null, options: PostgresOptions): ChildProcess {
  const settings = { ...SETTINGS, ...(options.durable === false ? NOT_DURABLE : {}), ...options.settings };
  const log = openSync(join(dirname(folder), "postgres.log"), "a", 0o600);
  const child = spawn(
    join(bin, executable("postgres")),
    [
      ...["-D", folder, "-p", String(port)],
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    // Its own session: Ctrl-C reaches Kehai alone, which ends its work first and then stops the database.
    { cwd: "/", detached: true, stdio: ["ignore", log, log], ...identity(runAs) },
  );
  child.on("error", () => undefined);
  child.unref();
  return child;
}

/** The server that `postmaster.pid` names, if it still lives. */
function runningServer(folder: string): { pid: number; port: number } | null {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isAlive(pid) && isPostgres(pid) ? { pid, port } : null;
}

/** After a reboot the number in a stale file may belong to any program. */
function isPostgres(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`;
  return process.platform !== "linux" || (existsSync(file) && readFileSync(file, "utf8").includes("postgres"));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const ATTEMPTS = 10;
const STARTING = "57P03";

async function untilReady(folder: string, port: number, alive: () => boolean, onRecovery?: () => void): Promise<void> {
  let told = false;
  while (alive()) {
    const problem = await tryToConnect(urlOf(folder, port, "postgres"));
    if (problem === null) return await ensureDatabase(folder, port);
    if (problem.code === STARTING && /recovery/.test(problem.message) && !told) {
      told = true;
      onRecovery?.();
    }
    if (problem.code === "28P01") throw new Error(`The password in ${passwordPath(folder)} is not that of the database.`);
    await pause(50);
  }
  throw new Error(`The database did not start; see ${join(dirname(folder), "postgres.log")}.`);
}

async function tryToConnect(url: string): Promise<{ code?: string; message: string } | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error as { code?: string; message: string };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(folder: string, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(folder, port, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'kehai'");
    if (rowCount === 0) await client.query("create database kehai");
  } finally {
    await client.end();
  }
}

function handle(folder: string, port: number, pid: number, adopted: boolean): EmbeddedPostgres {
  return {
    pid,
    adopted,
    url: (database = "kehai") => urlOf(folder, port, database),
    async stop(mode = "fast") {
      if (!isAlive(pid)) return;
      process.kill(pid, mode === "fast" ? "SIGINT" : "SIGQUIT");
      const patience = Date.now() + 30_000;
      while (isAlive(pid)) {
        if (Date.now() > patience) process.kill(pid, "SIGQUIT");
        await pause(20);
      }
    },
  };
}

function urlOf(folder: string, port: number, database: string): string {
  const password = readFileSync(passwordPath(folder), "utf8").trim();
  return `postgres://kehai:${password}@127.0.0.1:${port}/${database}`;
}

/** Beside the cluster, as the folder of a new cluster must be empty. */
function passwordPath(folder: string): string {
  return `${folder}.password`;
}

function identity(runAs: RunAs | null): { uid?: number; gid?: number } {
  return runAs ? { uid: runAs.uid, gid: runAs.gid } : {};
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
