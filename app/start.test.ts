import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "#test/server.ts";

const folder = mkdtempSync(join(tmpdir(), "kehai-start-"));
chmodSync(folder, 0o711);
after(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, "data");

test("the server starts on an empty folder, answers, and stops cleanly with its database", async () => {
  const server = await startServer({ KEHAI_DATA: data });
  assert.equal((await fetch(`${server.url}/api/health`)).status, 200);
  const database = databasePid();

  assert.equal(await server.stop("SIGINT"), 0, server.output());
  assert.equal(isAlive(database), false);
});

test("stopped while it starts, it leaves no database running", async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", KEHAI_DATA: data },
    stdio: "ignore",
  });
  while (!existsSync(join(data, "postgres/postmaster.pid")) || !databasePid()) await pause(10);
  const database = databasePid();
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
  assert.equal(isAlive(database), false);
});

test("a second copy on the same data is told who is there", async () => {
  const first = await startServer({ KEHAI_DATA: data });
  await assert.rejects(startServer({ KEHAI_DATA: data }), new RegExp(`already running.*${first.url}.*${first.pid}`, "s"));
  assert.equal((await fetch(`${first.url}/api/health`)).status, 200);
  await first.stop();
});

test("after the server is killed, the next one takes over the database it left", async () => {
  const killed = await startServer({ KEHAI_DATA: data });
  const database = databasePid();
  await killed.stop("SIGKILL");
  assert.equal(isAlive(database), true);

  const next = await startServer({ KEHAI_DATA: data });
  assert.equal(databasePid(), database);
  assert.equal(await next.stop(), 0, next.output());
  assert.equal(isAlive(database), false);
});

test("a killed database is started again and requests are served again", async () => {
  const server = await startServer({ KEHAI_DATA: data });
  process.kill(databasePid(), "SIGKILL");

  const seen = await healthUntil(server.url, 200, () => seenDown);
  assert.ok(
    seen.some(({ status, reason }) => status === 503 && reason),
    JSON.stringify(seen),
  );
  assert.equal(await server.stop(), 0, server.output());
});

test("after both are killed the database recovers and nothing stale keeps Kehai from starting", async () => {
  const killed = await startServer({ KEHAI_DATA: data });
  const database = databasePid();
  await killed.stop("SIGKILL");
  process.kill(database, "SIGKILL");

  const next = await startServer({ KEHAI_DATA: data });
  assert.equal((await fetch(`${next.url}/api/health`)).status, 200);
  await next.stop();
});

test("a port in use and a bad setting are told in words", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  after(() => other.close());
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  await assert.rejects(startServer({ KEHAI_DATA: data, PORT: String(port) }), /Port \d+ is in use/);
  await assert.rejects(startServer({ KEHAI_DATA: data, PORT: "http" }), /PORT is no port number/);
  await assert.rejects(
    startServer({ KEHAI_DATA: data, DATABASE_URL: "postgres://127.0.0.1:1/none" }),
    /DATABASE_URL cannot be used/,
  );
});

let seenDown = false;

/** Asks until the status comes back, having been away; resolves with all different answers on the way. */
async function healthUntil(url: string, status: number, isEnough: () => boolean): Promise<{ status: number; reason?: string }[]> {
  const seen: { status: number; reason?: string }[] = [];
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response === null) continue;
    const { reason } = (await response.json()) as { reason?: string };
    if (seen.at(-1)?.status !== response.status) seen.push({ status: response.status, reason });
    seenDown ||= response.status === 503;
    if (isEnough() && response.status === status) break;
  }
  return seen;
}

function databasePid(): number {
  return Number(readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
