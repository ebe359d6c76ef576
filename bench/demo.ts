import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readConfig } from "#platform/config.ts";
import { flagsOfStart, ROOT } from "./stage.ts";

export type Demo = {
  url: string;
  data: string;
  login: string;
  password: string;
  company: string;
  pid(): number;
  databaseUrl(): string;
  /** Runs what `npm start` runs; resolves when a page of customers has been answered. */
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
};

const PATIENCE_MS = 60_000;

/** The demo company in a throwaway folder, served as `npm start` serves it. */
export async function openDemo(): Promise<Demo> {
  const data = mkdtempSync(join(tmpdir(), "kehai-bench-"));
  // The database may run as another user, who must be able to pass through.
  chmodSync(data, 0o711);
  const port = readConfig(process.env).port + 1031;
  const { DATABASE_URL: _, ...outer } = process.env;
  const env = { ...outer, KEHAI_DATA: data, PORT: String(port) };
  const [login, password] = ["demo-boss", "bench-demo-1"];
  const company = command(["setup", "--company", "演示", "--admin", login, "--password-stdin", "--demo", "small"], env, password);
  const headers = { authorization: `Bearer ${command(["api-key", login], env)}`, "kehai-company": company };

  const url = `http://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const stop = async () => {
    if (server === null) return;
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
    server = null;
  };
  return {
    ...{ url, data, login, password, company, stop },
    pid: () => server!.pid!,
    databaseUrl() {
      const [, , , databasePort] = readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n");
      return `postgres://kehai:${readFileSync(join(data, "postgres.password"), "utf8").trim()}@127.0.0.1:${databasePort}/kehai`;
    },
    async start() {
      server = spawn(process.execPath, [...flagsOfStart(), join(ROOT, "scripts/start.mjs")], {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      });
      await answered(`${url}/api/v1/accounts?limit=50`, headers);
    },
    async close() {
      await stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function command(args: string[], env: NodeJS.ProcessEnv, input = ""): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "app/kehai.ts"), ...args], {
    env,
    input,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args[0]} failed: ${stderr}`);
  return stdout.trim().split("\n").at(-1)!;
}

async function answered(url: string, headers: Record<string, string>): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; ) {
    const answer = await fetch(url, { headers }).catch(() => null);
    if (answer?.ok && (await answer.json()).items.length > 0) return;
    await pause(10);
  }
  throw new Error(`no customers at ${url}`);
}
