import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";

export type Product = {
  url: string;
  /** Only to compare at a journey's end: nothing is done through it. */
  query(text: string, values?: unknown[]): Promise<any[]>;
  stop(): Promise<void>;
};

const STARTS_WITHIN = 180_000;

/** Starts a product of its own for a journey: no company yet, an empty database, a free port, and what settings are added. */
export async function startProduct(settings: Record<string, string> = {}): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), "kehai-e2e-"));
  const child = spawn(process.execPath, [join(import.meta.dirname, "serve.ts")], {
    cwd: dirname(import.meta.dirname),
    env: { ...process.env, KEHAI_DATA: data, NODE_OPTIONS: "", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { url, database } = await addressesOf(child);
  const pool = new pg.Pool({ connectionString: database, max: 2 });
  pool.on("error", () => undefined);
  return {
    url,
    query: async (text, values) => (await pool.query(text, values)).rows,
    async stop() {
      await pool.end();
      await ended(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function addressesOf(child: ChildProcess): Promise<{ url: string; database: string }> {
  const timer = setTimeout(() => child.kill("SIGKILL"), STARTS_WITHIN);
  let database = "";
  for await (const line of createInterface({ input: child.stdout! })) {
    database = /^database (\S+)/.exec(line)?.[1] ?? database;
    const url = /https?:\/\/\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    clearTimeout(timer);
    return { url, database };
  }
  clearTimeout(timer);
  throw new Error("the product did not start");
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
